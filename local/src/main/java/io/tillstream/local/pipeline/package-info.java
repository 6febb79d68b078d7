/** Starts the parts of the pipeline and drives a sale from its source to the warehouse. */
package io.tillstream.local.pipeline;
