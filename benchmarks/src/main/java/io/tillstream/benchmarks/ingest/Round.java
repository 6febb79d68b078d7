package io.tillstream.benchmarks.ingest;

/**
 * A contender's turn: the short run that tells what a start costs, and the whole one.
 *
 * @param number from 1
 * @param start the run over {@link IngestSettings#START_RECORDS} records
 * @param whole the run over all
 */
record Round(int number, Run start, Run whole) {
    /** Returns CPU seconds per million records, without the start's. */
    double cpuPerMillion() {
        return (whole.cpuSeconds() - start.cpuSeconds()) / millions();
    }

    /** Returns records per second of wall time, without the start's. */
    double recordsPerSecond() {
        return 1e6 * millions() / (whole.wallSeconds() - start.wallSeconds());
    }

    private double millions() {
        return (whole.records() - start.records()) / 1e6;
    }
}
