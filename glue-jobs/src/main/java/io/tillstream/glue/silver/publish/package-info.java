/** One batch onto silver.sales and silver.quarantine. */
package io.tillstream.glue.silver.publish;
