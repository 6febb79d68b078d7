package io.tillstream.infra.cost;

import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.settings.StreamSettings;
import java.util.List;

/**
 * What an environment of these settings does in a month with that many sales.
 *
 * @param settings the environment
 * @param gbPerDay sales a day as JSON, GB of 2^30 bytes, as Kafka counts them
 */
record Load(Settings settings, double gbPerDay) {
    private static final double MB = 1024;
    private static final double SECONDS_A_DAY = 86_400;
    private static final List<String> EXPRESS_SIZES =
            List.of("large", "xlarge", "2xlarge", "4xlarge", "8xlarge", "12xlarge", "16xlarge");

    /** MB a second that an express.m7g.large takes for long; each next size takes twice as much (Amazon MSK quotas). */
    private static final double EXPRESS_LARGE_MB = 15.6;

    /** MB a second that a kafka.t3.small takes for long, with its copies on other brokers; an estimate on the safe side. */
    private static final double STANDARD_SMALL_MB = 0.5;

    /** MB a second of one partition of MSK Serverless (Amazon MSK quotas). */
    private static final double SERVERLESS_PARTITION_MB = 5;

    double gbPerMonth() {
        return gbPerDay * Assumptions.DAYS;
    }

    double peakMbPerSecond() {
        return gbPerDay * MB / SECONDS_A_DAY * Assumptions.PEAK;
    }

    /** At least those of the settings, and enough for the peak. */
    int partitions() {
        return Math.max(settings.stream().partitions(), (int) Math.ceil(peakMbPerSecond() / SERVERLESS_PARTITION_MB));
    }

    double retentionDays() {
        return settings.stream().retentionHours() / 24.0;
    }

    double writerVcpu() {
        return settings.ingest().cpu() / 1024.0;
    }

    double writerTasks() {
        double needed = Math.ceil(peakMbPerSecond() / (Assumptions.WRITER_MB_PER_VCPU * writerVcpu()));
        return Math.max(settings.ingest().minTasks(), needed);
    }

    /** Size of three Express brokers that take the peak, as a multiple of the smallest. */
    int expressSize() {
        int size = 1;
        while (3 * EXPRESS_LARGE_MB * size < peakMbPerSecond() && size < 1 << (EXPRESS_SIZES.size() - 1)) {
            size *= 2;
        }
        return size;
    }

    /** Size of a standard or Express broker, as a multiple of a large one. */
    static int larges(String instanceType) {
        int size = EXPRESS_SIZES.indexOf(instanceType.substring(instanceType.lastIndexOf('.') + 1));
        return 1 << Math.max(0, size);
    }

    /** Whether standard brokers take the peak; other kinds of cluster are sized by the volume. */
    boolean brokersSuffice() {
        return !(settings.stream().cluster() instanceof StreamSettings.Standard standard)
                || peakMbPerSecond()
                        <= standard.brokers()
                                * (standard.instanceType().endsWith("small")
                                        ? STANDARD_SMALL_MB
                                        : EXPRESS_LARGE_MB / 3 * larges(standard.instanceType()));
    }

    /** Name of that size. */
    String expressBroker() {
        return "express.m7g." + EXPRESS_SIZES.get(Integer.numberOfTrailingZeros(expressSize()));
    }

    double runs() {
        return Assumptions.DAYS * 24 * 60 / settings.transform().scheduleMinutes();
    }

    double bronzePuts() {
        return partitions() * SECONDS_A_DAY / settings.ingest().rotateSeconds() * Assumptions.DAYS;
    }

    /** GB of a layer after the assumed time, if nothing of it is ever deleted. */
    double kept(double ratio) {
        return gbPerDay * ratio * Assumptions.KEPT_DAYS;
    }

    double dpuHours() {
        double starts = runs() * 2 * Assumptions.JOB_DPU * Assumptions.JOB_SECONDS / 3600;
        double audits = settings.monitoring().reconcile()
                ? Assumptions.DAYS * Assumptions.JOB_DPU * 2 * Assumptions.JOB_SECONDS / 3600
                : 0;
        return starts + audits + gbPerMonth() / MB * Assumptions.DPU_HOURS_PER_TB;
    }

    double probes() {
        int minutes = settings.monitoring().probeMinutes();
        return minutes == 0 ? 0 : Assumptions.DAYS * 24 * 60 / minutes;
    }

    /** Wake-ups of the loader without a load set; each asks the warehouse how far it is. */
    double sweeps() {
        return Assumptions.DAYS * 24 * 60 / settings.warehouse().sweepMinutes();
    }

    double loadSeconds() {
        double rows = gbPerMonth() * MB * MB * MB / Assumptions.SALE_BYTES / runs();
        return Math.max(
                Assumptions.LOAD_SECONDS,
                rows / (Assumptions.LOAD_ROWS_PER_RPU * settings.warehouse().baseRpu()));
    }

    /** RPU hours of loads, sweeps and probes; those of analysts are apart. */
    double loadRpuHours() {
        double seconds = runs() * loadSeconds() + (sweeps() + probes()) * Assumptions.LOAD_SECONDS;
        return Math.min(seconds / 3600, Assumptions.HOURS)
                * settings.warehouse().baseRpu();
    }

    double queryRpuHours() {
        return Assumptions.QUERY_HOURS * Assumptions.DAYS * settings.warehouse().baseRpu();
    }
}
