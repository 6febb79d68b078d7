/** From polling to creating objects: the loop, its partitions, its memory budget, and the work beside its thread. */
package io.tillstream.writer.consume;
