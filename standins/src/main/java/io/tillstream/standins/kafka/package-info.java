/** The stand-in for Amazon MSK: a real Kafka broker in one process. */
package io.tillstream.standins.kafka;
