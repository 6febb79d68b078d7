package io.tillstream.infra.cost;

import io.tillstream.infra.settings.Preset;
import io.tillstream.infra.settings.Setting;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.settings.StreamSettings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The bill of one volume and what would be cheaper.
 *
 * @param gbPerDay sales a day, GB
 * @param settings what is billed
 * @param bill the bill
 * @param alternatives cheaper ones, the largest saving first
 * @param prices what it is made with
 */
record Estimate(
        double gbPerDay, Settings settings, Bill bill, List<Alternatives.Alternative> alternatives, PriceList prices) {
    private static final List<Integer> SCHEDULES = List.of(60, 30, 20, 15, 12, 10, 6, 5);

    /**
     * Bills a volume. Unless the settings name a kind of cluster, the cheaper one is taken.
     *
     * @param freshnessMinutes objective from till to fact; absent: the preset's
     * @param given settings over the preset's
     * @throws io.tillstream.infra.settings.SettingsException if they are wrong
     */
    static Estimate of(
            double gbPerDay,
            Preset preset,
            Optional<Integer> freshnessMinutes,
            Map<String, String> given,
            PriceList prices) {
        CostModel model = new CostModel(prices);
        Map<String, String> all = new LinkedHashMap<>();
        freshnessMinutes.ifPresent(minutes -> {
            all.put(Setting.FRESHNESS_MINUTES.label(), Integer.toString(minutes));
            all.put(Setting.SCHEDULE_MINUTES.label(), Integer.toString(schedule(minutes)));
        });
        all.putAll(given);
        if (!given.containsKey(Setting.MSK_TYPE.label()) && !given.containsKey(Setting.MSK_CLUSTER_ARN.label())) {
            Map<String, String> express = new LinkedHashMap<>(all);
            express.put(Setting.MSK_TYPE.label(), "express");
            if (total(model, preset, express, gbPerDay).compareTo(total(model, preset, all, gbPerDay)) < 0) {
                all.putAll(express);
            }
        }
        Settings settings = Settings.of(preset, all);
        return new Estimate(
                gbPerDay,
                settings,
                model.bill(settings, gbPerDay),
                new Alternatives(model, preset, all, gbPerDay).cheaper(),
                prices);
    }

    /** Settings that the volume asks for beyond those given, as NAME=VALUE. */
    List<String> needed() {
        Load load = new Load(settings, gbPerDay);
        List<String> needed = new java.util.ArrayList<>();
        if (load.partitions() > settings.stream().partitions()) {
            needed.add("partitions=" + load.partitions());
        }
        if (load.writerTasks() > settings.ingest().maxTasks()) {
            needed.add("writer-max-tasks=" + (int) load.writerTasks());
        }
        if (!load.brokersSuffice()) {
            needed.add("msk-type=serverless");
        }
        if (settings.stream().cluster() instanceof StreamSettings.Express) {
            needed.add("msk-type=express");
            if (load.expressSize() > 1) {
                needed.add("express-broker=" + load.expressBroker());
            }
        }
        return needed;
    }

    /** Half of the objective is for waiting, half for the run. */
    private static int schedule(int freshnessMinutes) {
        return SCHEDULES.stream()
                .filter(minutes -> 2 * minutes <= freshnessMinutes)
                .findFirst()
                .orElse(5);
    }

    private static java.math.BigDecimal total(
            CostModel model, Preset preset, Map<String, String> given, double gbPerDay) {
        return model.bill(Settings.of(preset, given), gbPerDay).total();
    }
}
