package io.tillstream.cli.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What each stage of the pipeline must look like because of the stage before it (docs/reference/contracts.md, sections 2 to 4): names,
 * order, types, precision, byte limits and nullability.
 *
 * @param event the event
 * @param bronze a Bronze object's footer
 * @param silver the Iceberg table silver.decisions
 * @param tables the stages from Gold on, of each table that load sets change, by name
 */
record PipelineContract(Stage event, Stage bronze, Stage silver, Map<String, Table> tables) {
    private static final List<Field> COORDINATES = List.of(
            Field.optional("topic_id", "text"),
            Field.optional("kafka_partition", "int"),
            Field.optional("kafka_offset", "bigint"),
            Field.optional("record_index", "int"),
            Field.optional("kafka_timestamp", "timestamp"));
    private static final List<Field> CORRUPT = List.of(
            Field.optional("_corrupt_record", "binary"),
            Field.optional("_corrupt_reason", "text"),
            Field.optional("_corrupt_detail", "text"));
    private static final List<Field> ADDED_BY_SILVER = List.of(
            Field.optional("order_date", "date"),
            Field.optional("revenue", "decimal(18,6)"),
            Field.optional("content_hash", "text"),
            Field.optional("batch_no", "bigint"));
    /** What Silver says of its decision; no later stage has any of it. */
    private static final List<Field> OF_THE_DECISION = List.of(
            Field.optional("decision", "text"),
            Field.optional("superseded_by", "bigint"),
            Field.optional("reason", "text"),
            Field.optional("reason_detail", "text"),
            Field.optional("payload", "binary"),
            Field.optional("payload_exact", "boolean"),
            Field.optional("other_topic_id", "text"),
            Field.optional("other_partition", "int"),
            Field.optional("other_offset", "bigint"),
            Field.optional("other_index", "int"),
            Field.optional("decided_by", "text"),
            Field.optional("decided_at", "timestamp"),
            Field.optional("why", "text"),
            Field.optional("id_hash", "bigint"));

    /** What Gold computes; no row of its tables lacks one, but for the end of a version that is still open. */
    private static final Map<String, String> COMPUTED_BY_GOLD = Map.ofEntries(
            Map.entry("date_key", "int"),
            Map.entry("time_key", "int"),
            Map.entry("product_key", "bigint"),
            Map.entry("customer_key", "bigint"),
            Map.entry("location_key", "bigint"),
            Map.entry("store_key", "bigint"),
            Map.entry("valid_from", "timestamp"),
            Map.entry("valid_to", "timestamp"),
            Map.entry("is_current", "boolean"),
            Map.entry("units", "decimal(38,6)"),
            Map.entry("lines", "bigint"),
            Map.entry("orders", "bigint"),
            Map.entry("returns", "bigint"));

    /** A sum is wider than what it adds. */
    private static final Map<String, String> SUMS = Map.of("daily_sales.revenue", "decimal(38,6)");

    private static final String OPEN_END = "valid_to";
    /** Optional in the event, and yet never null where they arrive: defaulted, 'Unknown', or the reason for the row. */
    private static final Set<String> FILLED = Set.of(
            "fact_sales.currency",
            "daily_sales.currency",
            "daily_sales.category",
            "daily_sales.region",
            "daily_sales.channel",
            "dim_customer.customer_id",
            "dim_store.store_id");
    /** The bytes of texts that no event field limits. */
    private static final Map<String, Integer> OWN_LIMITS = Map.of("topic_id", 22);

    /**
     * The stages of one table.
     *
     * @param gold the Iceberg table
     * @param loadSet the footer of a file of a load set
     * @param staging the temporary table that a load copies into
     * @param target the table of the warehouse
     */
    record Table(Stage gold, Stage loadSet, Stage staging, Stage target) {}

    /** What does not fit, each with stage and column; empty where everything does. */
    List<String> violations() {
        List<String> violations = new ArrayList<>();
        violations.addAll(bronze.differencesFrom(event.name(), expectedBronze()));
        violations.addAll(silver.differencesFrom(bronze.name(), expectedSilver()));
        tables.forEach((name, table) -> {
            violations.addAll(gold(name, table.gold()));
            List<Field> stored = table.gold().fields().stream()
                    .map(f -> f.withForm(copyForm(f.type())))
                    .toList();
            violations.addAll(table.loadSet().differencesFrom(table.gold().name(), stored));
            violations.addAll(table.staging()
                    .differencesFrom(table.target().name(), table.target().fields()));
            violations.addAll(table.target()
                    .differencesFrom(
                            table.loadSet().name() + " and " + event.name(),
                            table.loadSet().fields().stream()
                                    .map(f -> expectedTarget(name, f))
                                    .toList()));
        });
        return violations;
    }

    private List<Field> expectedBronze() {
        return Stream.of(
                        COORDINATES.stream().map(f -> f.asRequired(true)),
                        event.fields().stream().map(f -> f.withoutLimit().asRequired(false)),
                        CORRUPT.stream())
                .flatMap(fields -> fields)
                .map(f -> f.withForm(bronzeForm(f.type())))
                .toList();
    }

    /** Silver's columns are optional to Iceberg; that keys are complete is the gate's to say. */
    private List<Field> expectedSilver() {
        int corrupt = bronze.fields().size() - CORRUPT.size();
        return Stream.of(
                        bronze.fields().subList(0, Math.max(0, corrupt)).stream()
                                .map(f -> f.withForm("").asRequired(false)),
                        ADDED_BY_SILVER.stream(),
                        OF_THE_DECISION.stream())
                .flatMap(fields -> fields)
                .toList();
    }

    private List<String> gold(String table, Stage gold) {
        List<String> violations = new ArrayList<>();
        for (Field field : gold.fields()) {
            Optional<String> type = Optional.ofNullable(SUMS.get(table + "." + field.name()))
                    .or(() -> Optional.ofNullable(COMPUTED_BY_GOLD.get(field.name())))
                    .or(() -> silver.field(field.name()).map(Field::type));
            Field expected = Field.optional(field.name(), type.orElse("in Silver, which it is not"));
            violations.addAll(new Stage(gold.name(), List.of(field)).differencesFrom(silver.name(), List.of(expected)));
        }
        return violations;
    }

    private Field expectedTarget(String table, Field file) {
        Optional<Field> sent = event.field(file.name());
        boolean coordinate = COORDINATES.stream().anyMatch(f -> f.name().equals(file.name()));
        boolean computed =
                COMPUTED_BY_GOLD.containsKey(file.name()) && !file.name().equals(OPEN_END);
        boolean added = ADDED_BY_SILVER.stream().anyMatch(f -> f.name().equals(file.name()));
        boolean required = sent.map(Field::required).orElse(coordinate || computed || added)
                || FILLED.contains(table + "." + file.name());
        int bytes = sent.map(Field::maxBytes).orElse(OWN_LIMITS.getOrDefault(file.name(), 0));
        return new Field(file.name(), file.type(), required, bytes, "");
    }

    private static String bronzeForm(String type) {
        return switch (type) {
            case "text", "binary" -> "binary";
            case "int", "date" -> "int32";
            case "map" -> "group";
            case "boolean" -> "boolean";
            default -> "int64";
        };
    }

    /** The forms that COPY is known to take (aws-facts B.2): INT96 timestamps, decimals of a fixed length. */
    private static String copyForm(String type) {
        return switch (type) {
            case "decimal(18,6)" -> "fixed_len_byte_array(8)";
            case "decimal(38,6)" -> "fixed_len_byte_array(16)";
            case "timestamp" -> "int96";
            default -> bronzeForm(type);
        };
    }
}
