/** The producer: maps sales files to events, simulates tills, and sends both to Kafka. */
package io.tillstream.producer;
