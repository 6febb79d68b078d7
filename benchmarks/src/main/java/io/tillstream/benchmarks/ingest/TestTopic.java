package io.tillstream.benchmarks.ingest;

/**
 * A filled topic.
 *
 * @param name its name
 * @param records how many records it has
 * @param jsonBytes bytes of their values
 * @param expected what a right reader finds
 */
record TestTopic(String name, long records, long jsonBytes, Evidence expected) {}
