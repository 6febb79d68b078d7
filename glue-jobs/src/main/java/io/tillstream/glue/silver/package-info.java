/** Bronze to Silver: which objects are new, what each row is, and one batch at a time onto silver.decisions. */
package io.tillstream.glue.silver;
