package io.tillstream.benchmarks.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * What one process took, from its start to its end.
 *
 * @param cpuSeconds user and system time of all its threads
 * @param wallSeconds from start to end
 * @param peakBytes largest resident set (VmHWM)
 * @param result what it reported on its result line
 */
record ProcessFigures(double cpuSeconds, double wallSeconds, long peakBytes, Optional<JsonNode> result) {}
