package io.tillstream.cli.contract;

import io.tillstream.cli.contract.PipelineContract.Table;
import io.tillstream.lake.FactTotals;
import io.tillstream.lake.WarehouseTable;
import io.tillstream.standins.redshift.LocalRedshift;
import io.tillstream.warehouse.CopySource;
import io.tillstream.warehouse.LoadSet;
import io.tillstream.warehouse.LoadStatements;
import io.tillstream.warehouse.Migration;
import io.tillstream.warehouse.TableLoad;
import io.tillstream.warehouse.Warehouse;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.redshiftdata.model.ColumnMetadata;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;

/** Collects the stages: files from a lake that a run has filled, the warehouse from the migrations and the loader's own SQL. */
public final class PipelineStages {
    private static final Path AVSC = Path.of("../sales-events/src/main/resources/io/tillstream/events/sale.avsc");
    private static final CopySource SOURCE = new CopySource("lake", "arn:aws:iam::123456789012:role/copy");

    private PipelineStages() {}

    /**
     * What does not fit between the stages, each with the column's name.
     *
     * @param lake the lake's bucket as a directory, after a run that published every table
     * @param redshift an empty warehouse
     */
    public static List<String> violations(Path lake, LocalRedshift redshift) throws IOException {
        Map<String, Table> tables = new LinkedHashMap<>();
        for (Map.Entry<String, Table> table : warehouse(redshift).entrySet()) {
            String name = table.getKey();
            tables.put(
                    name,
                    new Table(
                            Stages.iceberg(
                                    "gold." + name,
                                    lake.resolve("warehouse/gold").resolve(name)),
                            Stages.footer("load set " + name, lake.resolve("loads"), name),
                            table.getValue().staging(),
                            table.getValue().target()));
        }
        return new PipelineContract(
                        event(),
                        Stages.footer("Bronze", lake.resolve("bronze"), ""),
                        Stages.iceberg("silver.decisions", lake.resolve("warehouse/silver/decisions")),
                        tables)
                .violations();
    }

    static Stage event() throws IOException {
        return Stages.event(AVSC);
    }

    /** Staging and target of each table that load sets change; Gold and load set are left empty. */
    static Map<String, Table> warehouse(LocalRedshift redshift) {
        Warehouse warehouse = Warehouse.bundled();
        run(redshift, warehouse.bootstrap());
        for (Migration migration : warehouse.migrations()) {
            run(redshift, migration.batch());
        }
        Map<String, Table> tables = new LinkedHashMap<>();
        for (WarehouseTable table : WarehouseTable.values()) {
            String create = LoadStatements.of(set(table), SOURCE).stream()
                    .filter(sql -> sql.startsWith("CREATE TEMP TABLE stage_"))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("the loader stages no " + table));
            String name = create.split("\\s+")[3];
            String id = run(
                            redshift,
                            List.of(
                                    create,
                                    "SELECT * FROM " + name,
                                    "SELECT * FROM " + table.qualifiedName() + " LIMIT 1"))
                    .id();
            tables.put(
                    table.tableName(),
                    new Table(
                            new Stage("gold." + table.tableName(), List.of()),
                            new Stage("load set " + table.tableName(), List.of()),
                            Stages.warehouse("staging of " + table.tableName(), columns(redshift, id + ":2")),
                            Stages.warehouse(table.qualifiedName(), columns(redshift, id + ":3"))));
        }
        return tables;
    }

    private static List<ColumnMetadata> columns(LocalRedshift redshift, String id) {
        return redshift.client().getStatementResult(b -> b.id(id)).columnMetadata();
    }

    private static DescribeStatementResponse run(LocalRedshift redshift, List<String> batch) {
        DescribeStatementResponse end = redshift.runBatch(batch.toArray(String[]::new));
        if (end.error() != null) {
            throw new AssertionError(end.error());
        }
        return end;
    }

    private static LoadSet set(WarehouseTable table) {
        return new LoadSet(
                1,
                1,
                "0b0e4a6e-7a0c-4c1e-9d51-0a1b2c3d4e5f",
                0,
                1,
                Stream.of(table).map(t -> new TableLoad(t, 1, 0, "loads/1/m")).toList(),
                new FactTotals(1, new TreeMap<>()));
    }
}
