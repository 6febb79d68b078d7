package io.tillstream.benchmarks.ingest;

import java.util.Locale;

/** The figures as a table for the console. */
final class ResultText {
    private static final double MEBIBYTE = 1 << 20;

    private ResultText() {}

    static String of(Standings standings) {
        StringBuilder text = new StringBuilder();
        text.append(String.format(
                "%-12s  %10s  %6s  %9s  %8s  %9s  %7s  %16s  %9s%n",
                "", "records/s", "MB/s", "CPU s/M", "peak MiB", "bytes/row", "req/GB", "coordinates", "x writer"));
        for (Standing one : standings.all()) {
            text.append(String.format(
                    Locale.ROOT,
                    "%-12s  %,10.0f  %6.0f  %9.2f  %8.0f  %9s  %7s  %16s  %9.2f%n",
                    one.contender().label(),
                    one.recordsPerSecond(),
                    one.megabytesPerSecond(),
                    one.cpuPerMillion(),
                    one.peakBytes() / MEBIBYTE,
                    one.bytesPerRow() == 0 ? "" : String.format(Locale.ROOT, "%.1f", one.bytesPerRow()),
                    one.contender() == Contender.WRITER
                            ? String.format(Locale.ROOT, "%.1f", one.requestsPerGigabyte())
                            : "",
                    one.evidence().coordinates(),
                    standings.writerAgainst(one)));
        }
        text.append(String.format(
                Locale.ROOT,
                "%nlimit_ratio %.2f: the writer's CPU time per record over the sum of poll, decode and encode%n",
                standings.limitRatio()));
        standings
                .sparkRatio()
                .ifPresent(ratio -> text.append(String.format(
                        Locale.ROOT, "spark_ratio %.2f: the writer's records per CPU second over Spark's%n", ratio)));
        return text.toString();
    }
}
