/** Silver's one table: a batch, and every decision in it, in one commit. */
package io.tillstream.glue.silver.publish;
