/** Replays files to the topic and tells how far it is. */
package io.tillstream.producer.replay;
