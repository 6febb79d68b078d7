package io.tillstream.infra.cost;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What the bill assumes where neither settings nor prices say it. Some are measured, most are estimates; a real bill tells.
 * docs/reference/costs.md lists them by the words of {@link #ALL}.
 */
final class Assumptions {
    /** Hours of a month. */
    static final double HOURS = 730;

    /** Days of a month. */
    static final double DAYS = HOURS / 24;

    /** Busiest minute of the day against its average. */
    static final double PEAK = 3;

    /** Bytes of a sale as JSON. */
    static final double SALE_BYTES = 420;

    /** MB of JSON a second that the writer takes on one vCPU. */
    static final double WRITER_MB_PER_VCPU = 13;

    /** Size of Bronze against the sales' JSON. */
    static final double BRONZE = 0.093;

    /** Size of Silver and Gold together against the sales' JSON. */
    static final double SILVER_AND_GOLD = 0.25;

    /** Size of load sets against the sales' JSON. */
    static final double LOAD_SETS = 0.15;

    /** Size in the warehouse against the sales' JSON. */
    static final double WAREHOUSE = 0.12;

    /** Days of sales that are kept when the bill is made. */
    static final double KEPT_DAYS = 365;

    /** Seconds of a Glue job that has little to do. */
    static final double JOB_SECONDS = 90;

    /** DPU of such a job. */
    static final double JOB_DPU = 2;

    /** DPU hours for each TB of sales, beside that. */
    static final double DPU_HOURS_PER_TB = 50;

    /** State transitions of a run that finds one batch. */
    static final double TRANSITIONS = 15;

    /** PUT and LIST requests of a run of Silver and Gold. */
    static final double RUN_PUTS = 300;

    /** GET and HEAD requests of a run of Silver and Gold. */
    static final double RUN_GETS = 1500;

    /** Seconds of a load that is small. */
    static final double LOAD_SECONDS = 60;

    /** Rows a second that a load takes for each RPU. */
    static final double LOAD_ROWS_PER_RPU = 10_000;

    /** Hours a day in which analysts keep the warehouse awake. */
    static final double QUERY_HOURS = 2;

    /** Metrics of ECS Container Insights. */
    static final double CONTAINER_METRICS = 30;

    /** Metrics of a broker at level PER_BROKER. */
    static final double BROKER_METRICS = 25;

    /** Request metrics of a bucket. */
    static final double BUCKET_METRICS = 16;

    /** Metrics that the writer prints, by topic, outcome, reason and operation. */
    static final double WRITER_METRICS = 30;

    /** Metrics of the pipeline itself. */
    static final double OWN_METRICS = 16;

    /** GB of logs of a month, beside those of the jobs. */
    static final double BASE_LOGS_GB = 1;

    /** GB of logs of a run of Silver and Gold. */
    static final double RUN_LOGS_GB = 0.002;

    /** Each in words, with where it comes from. */
    static final Map<String, String> ALL = all();

    private Assumptions() {}

    private static Map<String, String> all() {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("a sale", "420 bytes of JSON (measured, ./benchmarks/run ingest)");
        all.put("Bronze", "0.093 of the JSON size (measured there: 38.9 bytes per row)");
        all.put(
                "Silver and Gold, load sets, warehouse",
                "0.25, 0.15 and 0.12 of the JSON size (estimated from their columns); nothing is ever deleted");
        all.put("peak", "the busiest minute has 3 times the average traffic");
        all.put(
                "writer",
                "13 MB per second on one vCPU, half of what the benchmark shows for a whole process; Kafka bills JSON before the producer's compression");
        all.put(
                "Glue",
                "2 workers for 90 seconds for each of the two jobs in a run, plus 50 DPU hours per TB (not measured on Glue)");
        all.put("loads", "a minute each, or 10,000 rows per second and RPU (not measured on Redshift)");
        all.put("analysts", "keep the warehouse awake for 2 hours a day at base capacity");
        all.put("run", "15 state transitions, 300 PUT or LIST and 1,500 GET or HEAD requests, 2 MB of logs");
        all.put(
                "metrics",
                "30 for Container Insights, 25 for each Express broker, 16 for the bucket's requests, 30 for the writer, 16 for the pipeline");
        all.put("left out", "QuickSight, data transfer out of the region, support, tax; free tiers are not counted");
        return Collections.unmodifiableMap(all);
    }
}
