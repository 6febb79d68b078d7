/** Which valid rows repeat or contradict another sale of the same id. */
package io.tillstream.glue.silver.deduplicate;
