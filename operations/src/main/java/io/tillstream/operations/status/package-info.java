/** How far each stage of the pipeline is. */
package io.tillstream.operations.status;
