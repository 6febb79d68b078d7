/** The topic of sales: created before the first writer starts, and given its partitions and settings. */
package io.tillstream.writer.topic;
