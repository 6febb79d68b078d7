/** Kafka. */
package io.tillstream.infra.stream;
