package io.tillstream.local.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.local.audit.BronzeChains;
import io.tillstream.local.audit.PartitionKey;
import io.tillstream.local.process.LocalRunException;
import io.tillstream.local.process.Programs;
import io.tillstream.local.query.DataApi;
import io.tillstream.local.report.StageTime;
import io.tillstream.warehouse.AuditQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;

/**
 * Drives what is in Kafka into the warehouse, stage by stage, in the order of the state machine on AWS: Bronze up to given
 * offsets, Silver until nothing new is left, Gold, load.
 */
final class Rounds {
    private final Instance instance;
    private final Topic topic;
    private final BronzeChains chains;
    private final DataApi warehouse;
    private final Supplier<Lambdas> lambdas;
    private final Display display;
    private final List<StageTime> stages;
    private long inBronze;

    /**
     * @param lambdas the functions, once the schema is there
     * @param stages gets the time of every stage
     */
    Rounds(
            Instance instance,
            Topic topic,
            BronzeChains chains,
            DataApi warehouse,
            Supplier<Lambdas> lambdas,
            Display display,
            List<StageTime> stages) {
        this.instance = instance;
        this.topic = topic;
        this.chains = chains;
        this.warehouse = warehouse;
        this.lambdas = lambdas;
        this.display = display;
        this.stages = stages;
        this.inBronze = topic.committedByWriter();
    }

    /**
     * Brings the warehouse up to these offsets, and perhaps further.
     *
     * @param ends end of each partition
     */
    void run(Map<PartitionKey, Long> ends) {
        RoundOrder.run(() -> bronze(ends), this::silver, this::gold);
    }

    private void bronze(Map<PartitionKey, Long> ends) {
        long total = ends.values().stream().mapToLong(Long::longValue).sum();
        long before = Math.min(inBronze, total);
        timed("bronze", "records", total - before, stage -> {
            BronzeWait wait = new BronzeWait(instance, topic, chains, ends);
            wait.run(reached -> stage.at(Math.max(0, reached - before), total - before));
            return total - before;
        });
        inBronze = total;
    }

    private void silver() {
        timed("silver", "rows", 0, stage -> {
            LongAdder rows = new LongAdder();
            RoundOrder.repeatSilver(() -> {
                JsonNode result = spark("io.tillstream.glue.SilverJob", topicArguments(), stage);
                rows.add(result.path("rows_in").asLong());
                return result.path("status").asText().equals("published")
                        && result.path("more").asBoolean();
            });
            return rows.sum();
        });
    }

    private void gold() {
        JsonNode[] outcome = new JsonNode[1];
        timed("gold", "facts", 0, stage -> {
            outcome[0] = spark("io.tillstream.glue.GoldJob", lakeArguments(), stage);
            return outcome[0].path("fact_rows").asLong();
        });
        long newest = outcome[0].path("load_set").asLong();
        // The ledger is there once the migrations are through.
        Lambdas functions = lambdas.get();
        if (newest > loaded()) {
            timed("load", "facts", 0, stage -> {
                long before = factRows();
                functions.load(outcome[0].path("load_set_key").asText());
                if (loaded() < newest) {
                    throw new LocalRunException.Failed(
                            "The loader returned without an error, but ops.load_ledger does not"
                                    + " have load set " + newest + ". Its log: "
                                    + instance.programs().directory().logs().resolve("loader.log"));
                }
                return factRows() - before;
            });
        }
    }

    private JsonNode spark(String mainClass, List<String> arguments, Display.Stage stage) {
        return instance.spark().run(mainClass, arguments, stage::atStep);
    }

    private List<String> topicArguments() {
        List<String> arguments = new ArrayList<>(lakeArguments());
        arguments.addAll(List.of("--topic", instance.programs().topic()));
        return arguments;
    }

    private List<String> lakeArguments() {
        return List.of("--lake-bucket", instance.programs().bucket(), "--catalog", Programs.CATALOG);
    }

    private long loaded() {
        return ledgerHead("number");
    }

    private long factRows() {
        return ledgerHead("fact_rows");
    }

    private long ledgerHead(String column) {
        List<List<String>> head =
                warehouse.query(AuditQuery.LEDGER_HEAD.query()).rows();
        return head.isEmpty()
                ? 0
                : Long.parseLong(
                        head.get(0).get(AuditQuery.LEDGER_HEAD.query().columns().indexOf(column)));
    }

    private void timed(String name, String unit, long total, Work work) {
        long start = System.nanoTime();
        try (Display.Stage stage = display.begin(name, unit, total)) {
            long rows = work.rows(stage);
            StageTime time = new StageTime(name, (System.nanoTime() - start) / 1e9, rows);
            stages.add(time);
            stage.done(rows, time.seconds(), "");
        }
    }

    private interface Work {
        long rows(Display.Stage stage);
    }
}
