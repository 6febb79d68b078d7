/** Which Bronze objects are new, and how their rows are read. */
package io.tillstream.glue.silver.input;
