/** From polling to creating objects: the loop, its partitions, its memory budget, and the work on other threads. */
package io.tillstream.writer.consume;
