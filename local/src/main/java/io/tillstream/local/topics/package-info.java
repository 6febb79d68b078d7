/** A look at the topic: its partitions and last messages. */
package io.tillstream.local.topics;
