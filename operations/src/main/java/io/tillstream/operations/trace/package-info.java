/** Follows one sale from the warehouse back to its Kafka record. */
package io.tillstream.operations.trace;
