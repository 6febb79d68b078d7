package io.tillstream.local.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.local.process.Programs;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.display.Display;
import io.tillstream.operations.load.LoadPause;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.warehouse.AuditQuery;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;

/** The stages after Bronze, each of which can be run by itself: Silver until nothing new is left, Gold, load. */
final class Stages {
    private final Instance instance;
    private final QueryRunner warehouse;
    private final Supplier<Lambdas> lambdas;
    private final StageRecorder recorder;
    private final BusinessSettings business;

    /** @param lambdas the functions, once the schema is there */
    Stages(Instance instance, QueryRunner warehouse, Supplier<Lambdas> lambdas, StageRecorder recorder) {
        this.instance = instance;
        this.warehouse = warehouse;
        this.lambdas = lambdas;
        this.recorder = recorder;
        this.business = BusinessSettings.of(instance.programs().directory());
    }

    /**
     * The newest load set.
     *
     * @param number its number; 0 if there is none
     * @param key key of its {@code batch.json}
     */
    record Newest(long number, String key) {}

    void silver() {
        recorder.run("silver", "rows", 0, stage -> {
            long[] rowsAndBatch = new long[2];
            RoundOrder.repeatSilver(() -> {
                JsonNode result = spark("io.tillstream.glue.SilverJob", silverArguments(), stage);
                rowsAndBatch[0] += result.path("rows_in").asLong();
                rowsAndBatch[1] = result.path("batch_no").asLong();
                return result.path("status").asText().equals("published")
                        && result.path("more").asBoolean();
            });
            return new StageRecorder.Outcome(rowsAndBatch[0], "batch " + rowsAndBatch[1]);
        });
    }

    /** @return the newest load set, published now or before */
    Newest gold() {
        JsonNode[] outcome = new JsonNode[1];
        recorder.run("gold", "facts", 0, stage -> {
            outcome[0] = spark("io.tillstream.glue.GoldJob", lakeArguments(), stage);
            return new StageRecorder.Outcome(
                    outcome[0].path("fact_rows").asLong(),
                    "batch " + outcome[0].path("batch_no").asLong() + ", load set "
                            + outcome[0].path("load_set").asLong());
        });
        return new Newest(
                outcome[0].path("load_set").asLong(),
                outcome[0].path("load_set_key").asText());
    }

    /** Loads up to a set, if the warehouse does not have it. */
    void load(Newest newest) {
        // The ledger is there once the migrations are through.
        Lambdas functions = lambdas.get();
        if (newest.number() <= loaded()) {
            return;
        }
        recorder.run("load", "facts", 0, stage -> {
            long before = factRows();
            S3Client s3 = instance.s3();
            functions.load(newest.key());
            if (loaded() < newest.number()) {
                Optional<LoadPause> pause =
                        LoadPause.read(s3, instance.programs().bucket());
                if (pause.isPresent()) {
                    return new StageRecorder.Outcome(
                            factRows() - before, pause.get().text());
                }
                throw new CommandException.Failed(
                        "The loader returned without an error, but ops.load_ledger does not have load set "
                                + newest.number() + ". Its log: "
                                + instance.programs().directory().logs().resolve("loader.log"));
            }
            return new StageRecorder.Outcome(factRows() - before, "load set " + newest.number());
        });
    }

    /** Number of the last load set in the warehouse; 0 before the first. */
    long loaded() {
        return ledgerHead("number");
    }

    private JsonNode spark(String mainClass, List<String> arguments, Display.Stage stage) {
        return instance.spark().run(mainClass, arguments, stage::atStep);
    }

    private List<String> silverArguments() {
        List<String> arguments = new ArrayList<>(lakeArguments());
        arguments.addAll(List.of("--topic", instance.programs().topic(), "--default-currency", business.currency()));
        return arguments;
    }

    private List<String> lakeArguments() {
        return List.of(
                "--lake-bucket",
                instance.programs().bucket(),
                "--catalog",
                Programs.CATALOG,
                "--business-time-zone",
                business.timeZone());
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
}
