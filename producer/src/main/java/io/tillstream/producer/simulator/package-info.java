/** Simulated tills: the same settings give the same events, byte for byte, on every machine. */
package io.tillstream.producer.simulator;
