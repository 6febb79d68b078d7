/** The live page of a pipeline: what {@code ./tillstream local} and {@code ./tillstream page} serve to a browser on this machine. */
package io.tillstream.page;
