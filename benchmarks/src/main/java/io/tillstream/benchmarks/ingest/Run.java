package io.tillstream.benchmarks.ingest;

import java.util.Map;

/**
 * One contender's run.
 *
 * @param contender who
 * @param records how many records it had
 * @param cpuSeconds CPU time: of the whole process, or of the measured section of a limit in memory
 * @param wallSeconds wall time of the same
 * @param peakBytes largest resident set of the process
 * @param outputBytes bytes of Parquet it left, or 0
 * @param files how many Parquet files
 * @param requests what it asked of the S3 stand-in, by HTTP method
 * @param evidence what it read
 */
record Run(
        Contender contender,
        long records,
        double cpuSeconds,
        double wallSeconds,
        long peakBytes,
        long outputBytes,
        long files,
        Map<String, Integer> requests,
        Evidence evidence) {}
