package io.tillstream.infra.cost;

import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.settings.StreamSettings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Makes the bill of an environment.
 *
 * @param prices of its region
 */
public record CostModel(PriceList prices) {
    /** The line of what analysts' queries cost. */
    static final String ANALYSTS = "Warehouse: analysts";

    private static final double INTERFACE_ENDPOINTS = 3;
    private static final double EXPRESS_BROKERS = 3;

    /** Metrics that the alarms of every environment look at. */
    private static final double ALARMS_OF_ALL = 22;

    /** Metrics of the alarm on freshness. */
    private static final double FRESHNESS_INPUTS = 3;

    /** Metrics of the alarms on the nightly comparison. */
    private static final double RECONCILE_INPUTS = 5;

    /** Share of traffic that crosses zones where clients stand in all three. */
    private static final double CROSSING = 2.0 / 3;

    /** Makes the bill of the twelfth month. */
    public Bill bill(Settings settings, double gbPerDay) {
        Load load = new Load(settings, gbPerDay);
        List<Bill.Line> lines = new ArrayList<>();
        lines.add(kafka(load));
        lines.add(writer(load));
        lines.add(network(load));
        lines.add(storage(load));
        lines.add(requests(load));
        lines.add(glue(load));
        lines.add(loads(load));
        lines.add(queries(load));
        lines.add(warehouseStorage(load));
        lines.add(monitoring(load));
        lines.add(rest(load));
        return new Bill(lines);
    }

    private Bill.Line kafka(Load load) {
        StreamSettings.Cluster cluster = load.settings().stream().cluster();
        // Java 17 has no patterns in switch; Cluster is sealed, and the last branch names what else it may be.
        if (cluster instanceof StreamSettings.Existing) {
            return new Bill.Line("Kafka", BigDecimal.ZERO, "an existing cluster is used");
        }
        double gb = load.gbPerMonth();
        BigDecimal storage = prices.cost(PriceItem.MSK_STORAGE_GB_MONTH, load.gbPerDay() * load.retentionDays());
        if (cluster instanceof StreamSettings.Serverless) {
            return line(
                    "Kafka: MSK Serverless",
                    "1 cluster, %d partitions, %s GB in and once out, kept for %s days"
                            .formatted(load.partitions(), number(gb), number(load.retentionDays())),
                    prices.cost(PriceItem.MSK_SERVERLESS_CLUSTER_HOUR, Assumptions.HOURS),
                    prices.cost(PriceItem.MSK_SERVERLESS_PARTITION_HOUR, load.partitions() * Assumptions.HOURS),
                    prices.cost(PriceItem.MSK_SERVERLESS_IN_GB, gb),
                    prices.cost(PriceItem.MSK_SERVERLESS_OUT_GB, gb),
                    storage);
        }
        if (cluster instanceof StreamSettings.Standard standard) {
            return line(
                    "Kafka: MSK standard brokers",
                    "%d × %s with %d GiB each, traffic between zones"
                            .formatted(standard.brokers(), standard.instanceType(), standard.volumeGib()),
                    standard.instanceType().endsWith("small")
                            ? prices.cost(PriceItem.MSK_STANDARD_SMALL_HOUR, standard.brokers() * Assumptions.HOURS)
                            : prices.cost(
                                    PriceItem.MSK_STANDARD_LARGE_HOUR,
                                    standard.brokers() * Load.larges(standard.instanceType()) * Assumptions.HOURS),
                    prices.cost(PriceItem.MSK_STORAGE_GB_MONTH, standard.brokers() * standard.volumeGib()),
                    prices.cost(PriceItem.CROSS_ZONE_GB, 2 * gb * CROSSING));
        }
        return line(
                "Kafka: MSK Express",
                "3 × %s, %s GB in and once out, kept for %s days, traffic between zones"
                        .formatted(load.expressBroker(), number(gb), number(load.retentionDays())),
                prices.cost(PriceItem.MSK_EXPRESS_LARGE_HOUR, EXPRESS_BROKERS * load.expressSize() * Assumptions.HOURS),
                prices.cost(PriceItem.MSK_EXPRESS_IN_GB, gb),
                prices.cost(PriceItem.CROSS_ZONE_GB, 2 * gb * CROSSING),
                prices.cost(PriceItem.METRIC_MONTH, EXPRESS_BROKERS * Assumptions.BROKER_METRICS),
                storage);
    }

    private Bill.Line writer(Load load) {
        double memory = load.settings().ingest().memoryMib() / 1024.0;
        return line(
                "Writer: Fargate",
                "%s tasks of %s vCPU and %s GB"
                        .formatted(number(load.writerTasks()), number(load.writerVcpu()), number(memory)),
                prices.cost(PriceItem.FARGATE_VCPU_HOUR, load.writerTasks() * load.writerVcpu() * Assumptions.HOURS),
                prices.cost(PriceItem.FARGATE_GB_HOUR, load.writerTasks() * memory * Assumptions.HOURS));
    }

    private Bill.Line network(Load load) {
        if (load.settings().network().vpcId().isPresent()) {
            return new Bill.Line("Network", BigDecimal.ZERO, "an existing VPC is used");
        }
        int zones = load.settings().network().endpointZones();
        return line(
                "Network: interface endpoints",
                "3 endpoints in %d zones; the S3 gateway is free, a NAT gateway would cost %s per month for Bronze alone"
                        .formatted(zones, usd(BigDecimal.valueOf(0.045 * load.gbPerMonth() * Assumptions.BRONZE))),
                prices.cost(PriceItem.ENDPOINT_ZONE_HOUR, INTERFACE_ENDPOINTS * zones * Assumptions.HOURS),
                prices.cost(PriceItem.ENDPOINT_GB, Assumptions.BASE_LOGS_GB));
    }

    private Bill.Line storage(Load load) {
        int coldDays = load.settings().lake().bronzeColdDays();
        double bronze = load.kept(Assumptions.BRONZE);
        double cold = coldDays == 0 ? 0 : bronze * Math.max(0, 1 - coldDays / Assumptions.KEPT_DAYS);
        double rest = load.kept(Assumptions.SILVER_AND_GOLD + Assumptions.LOAD_SETS);
        return line(
                "Lake: storage",
                "%s GB of Bronze, %s of it cold; %s GB of Silver, Gold and load sets"
                        .formatted(number(bronze), number(cold), number(rest)),
                prices.cost(PriceItem.S3_STANDARD_GB_MONTH, bronze - cold + rest),
                prices.cost(PriceItem.S3_GLACIER_INSTANT_GB_MONTH, cold));
    }

    private Bill.Line requests(Load load) {
        return line(
                "Lake: requests",
                "%s Bronze objects, %s job runs".formatted(number(load.bronzePuts()), number(load.runs())),
                prices.cost(PriceItem.S3_PUT_THOUSAND, (load.bronzePuts() + load.runs() * Assumptions.RUN_PUTS) / 1000),
                prices.cost(PriceItem.S3_GET_THOUSAND, load.runs() * Assumptions.RUN_GETS / 1000));
    }

    private Bill.Line glue(Load load) {
        return line(
                "Silver and Gold: Glue",
                "%s DPU hours: %s runs, one every %d minutes, plus %s per TB"
                        .formatted(
                                number(load.dpuHours()),
                                number(load.runs()),
                                load.settings().transform().scheduleMinutes(),
                                number(Assumptions.DPU_HOURS_PER_TB)),
                prices.cost(PriceItem.GLUE_DPU_HOUR, load.dpuHours()),
                prices.cost(PriceItem.STATES_THOUSAND, load.runs() * Assumptions.TRANSITIONS / 1000));
    }

    private Bill.Line loads(Load load) {
        return line(
                "Warehouse: loads and probes",
                "%s RPU hours: %s loads of %s s, %s sweeps and %s probes of one minute each, at %d RPU"
                        .formatted(
                                number(load.loadRpuHours()),
                                number(load.runs()),
                                number(load.loadSeconds()),
                                number(load.sweeps()),
                                number(load.probes()),
                                load.settings().warehouse().baseRpu()),
                prices.cost(PriceItem.REDSHIFT_RPU_HOUR, load.loadRpuHours()),
                prices.cost(PriceItem.LAMBDA_GB_SECOND, load.runs() * load.loadSeconds()),
                prices.cost(PriceItem.LAMBDA_MILLION, load.runs() / 1_000_000));
    }

    private Bill.Line queries(Load load) {
        return line(
                ANALYSTS,
                "%s RPU hours: %s hours a day at %d RPU"
                        .formatted(
                                number(load.queryRpuHours()),
                                number(Assumptions.QUERY_HOURS),
                                load.settings().warehouse().baseRpu()),
                prices.cost(PriceItem.REDSHIFT_RPU_HOUR, load.queryRpuHours()));
    }

    private Bill.Line warehouseStorage(Load load) {
        double gb = load.kept(Assumptions.WAREHOUSE);
        return line("Warehouse: storage", number(gb) + " GB", prices.cost(PriceItem.REDSHIFT_STORAGE_GB_MONTH, gb));
    }

    private Bill.Line monitoring(Load load) {
        double metrics = Assumptions.CONTAINER_METRICS
                + Assumptions.WRITER_METRICS
                + Assumptions.OWN_METRICS
                + (load.settings().lake().requestMetrics() ? Assumptions.BUCKET_METRICS : 0);
        double alarms = alarms(load.settings());
        double logs = Assumptions.BASE_LOGS_GB + load.runs() * Assumptions.RUN_LOGS_GB;
        return line(
                "Monitoring: CloudWatch",
                "%s metrics, %s metrics of alarms, 1 dashboard, %s GB of logs"
                        .formatted(number(metrics), number(alarms), number(logs)),
                prices.cost(PriceItem.METRIC_MONTH, metrics),
                prices.cost(PriceItem.ALARM_MONTH, alarms),
                prices.cost(PriceItem.DASHBOARD_MONTH, 1),
                prices.cost(PriceItem.LOGS_GB, logs));
    }

    /** CloudWatch bills an alarm by the metrics that it looks at: each input of an expression, each broker of a query. */
    public static double alarms(Settings settings) {
        double alarms = ALARMS_OF_ALL;
        if (settings.monitoring().probeMinutes() > 0) {
            alarms += FRESHNESS_INPUTS;
        }
        if (settings.monitoring().reconcile()) {
            alarms += RECONCILE_INPUTS;
        }
        if (settings.lake().requestMetrics()) {
            alarms += 1;
        }
        StreamSettings.Cluster cluster = settings.stream().cluster();
        // Java 17 has no patterns in switch; Cluster is sealed, and the last branch names what else it may be.
        if (cluster instanceof StreamSettings.Serverless) {
            return alarms + 1;
        }
        if (cluster instanceof StreamSettings.Standard standard) {
            return alarms + standard.brokers();
        }
        return alarms + 2 * EXPRESS_BROKERS;
    }

    private Bill.Line rest(Load load) {
        return line(
                "Key, secret",
                "1 key with its requests, 1 secret; queues, topic, schedules and budget cost cents",
                prices.cost(PriceItem.KMS_KEY_MONTH, 1),
                // Bucket keys: a request to KMS for about each hundredth request to S3.
                prices.cost(
                        PriceItem.KMS_TEN_THOUSAND,
                        (load.bronzePuts() + load.runs() * (Assumptions.RUN_PUTS + Assumptions.RUN_GETS))
                                / 100
                                / 10_000),
                prices.cost(PriceItem.SECRET_MONTH, 1));
    }

    private static Bill.Line line(String component, String how, BigDecimal... parts) {
        BigDecimal sum = BigDecimal.ZERO;
        for (BigDecimal part : parts) {
            sum = sum.add(part);
        }
        return new Bill.Line(component, sum, how);
    }

    private static String usd(BigDecimal sum) {
        return String.format(Locale.ROOT, "%,.0f USD", sum);
    }

    private static String number(double value) {
        String pattern = value == Math.rint(value) || value >= 100 ? "%,.0f" : value >= 10 ? "%,.1f" : "%,.2f";
        return String.format(Locale.ROOT, pattern, value);
    }
}
