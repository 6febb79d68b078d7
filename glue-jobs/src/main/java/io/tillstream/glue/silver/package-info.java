/** Bronze to Silver: which objects are new, what each row is, and one batch at a time onto silver.sales and silver.quarantine. */
package io.tillstream.glue.silver;
