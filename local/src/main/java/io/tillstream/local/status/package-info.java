/** How far each stage of the pipeline is. */
package io.tillstream.local.status;
