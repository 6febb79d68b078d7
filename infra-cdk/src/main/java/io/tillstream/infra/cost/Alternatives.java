package io.tillstream.infra.cost;

import io.tillstream.infra.settings.Preset;
import io.tillstream.infra.settings.Setting;
import io.tillstream.infra.settings.Settings;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds what would cost less: each alternative is billed again with its settings, and shown only if it saves.
 *
 * @param model makes the bills
 * @param preset the defaults
 * @param given settings over them
 * @param gbPerDay sales a day, GB
 */
record Alternatives(CostModel model, Preset preset, Map<String, String> given, double gbPerDay) {
    private static final BigDecimal WORTH_SAYING = BigDecimal.ONE;

    /**
     * Something that costs less.
     *
     * @param what the settings that make it
     * @param price what one gives up
     * @param saves US dollars a month
     */
    record Alternative(String what, String price, BigDecimal saves) {}

    List<Alternative> cheaper() {
        BigDecimal now = model.bill(Settings.of(preset, given), gbPerDay).total();
        List<Alternative> found = new ArrayList<>();
        for (Idea idea : IDEAS) {
            Map<String, String> changed = new LinkedHashMap<>(given);
            changed.putAll(idea.settings);
            Settings settings = Settings.of(preset, changed);
            BigDecimal saves = now.subtract(model.bill(settings, gbPerDay).total());
            if (saves.compareTo(WORTH_SAYING) >= 0 && new Load(settings, gbPerDay).brokersSuffice()) {
                found.add(new Alternative(idea.text(), idea.price, saves));
            }
        }
        found.sort(Comparator.comparing(Alternative::saves).reversed());
        return found;
    }

    /** A change of settings, and what it costs in other ways. */
    private record Idea(Map<String, String> settings, String price) {
        String text() {
            List<String> changes = new ArrayList<>();
            settings.forEach((name, value) -> changes.add(name + "=" + shown(name, value)));
            return String.join(" ", changes);
        }

        /** What is one's own is named, not made up. */
        private static String shown(String name, String value) {
            return switch (name) {
                case "msk-cluster-arn" -> "YOUR_CLUSTER";
                case "msk-security-group-id" -> "ITS_GROUP";
                case "vpc-id" -> "ITS_VPC";
                case "subnet-ids" -> "ITS_SUBNETS";
                default -> value;
            };
        }
    }

    private static final List<Idea> IDEAS = List.of(
            idea(
                    "sales come once an hour, not every few minutes",
                    Setting.FRESHNESS_MINUTES,
                    "120",
                    Setting.SCHEDULE_MINUTES,
                    "60"),
            idea("twenty minutes between runs", Setting.FRESHNESS_MINUTES, "60", Setting.SCHEDULE_MINUTES, "20"),
            idea(
                    "needs a cluster that others pay for, in a VPC with ways to ECR and CloudWatch Logs",
                    Setting.MSK_CLUSTER_ARN,
                    "arn:aws:kafka:us-east-1:000000000000:cluster/yours/0-0",
                    Setting.MSK_SECURITY_GROUP_ID,
                    "sg-00000000",
                    Setting.VPC_ID,
                    "vpc-00000000",
                    Setting.SUBNET_IDS,
                    "subnet-00000000,subnet-00000001,subnet-00000002"),
            idea("brokers of a fixed size, to be grown by hand", Setting.MSK_TYPE, "express"),
            idea("no brokers to size; quotas for each partition", Setting.MSK_TYPE, "serverless"),
            idea(
                    "small brokers of a fixed size and disk; producers wait while one restarts",
                    Setting.MSK_TYPE,
                    "standard"),
            idea("a fifth of the retention: the writer may be down for three days", Setting.RETENTION_HOURS, "72"),
            idea("slower loads and queries", Setting.REDSHIFT_BASE_RPU, "4"),
            idea("freshness is not measured in the warehouse", Setting.PROBE_MINUTES, "0"),
            idea("endpoints in one zone: a zone's failure stops the writer", Setting.ENDPOINT_ZONES, "1"),
            idea("one writer: minutes of lag when its host fails", Setting.WRITER_MIN_TASKS, "1"),
            idea("old Bronze costs more to read", Setting.BRONZE_COLD_DAYS, "30"),
            idea("no alarm on S3 throttling", Setting.LAKE_REQUEST_METRICS, "false"));

    private static Idea idea(String price, Object... settings) {
        Map<String, String> changes = new LinkedHashMap<>();
        for (int i = 0; i < settings.length; i += 2) {
            changes.put(((Setting) settings[i]).label(), (String) settings[i + 1]);
        }
        return new Idea(changes, price);
    }
}
