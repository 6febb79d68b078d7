package io.tillstream.glue.loadset;

import io.tillstream.glue.gold.GoldTable;
import io.tillstream.glue.lake.Lake;
import io.tillstream.lake.LoadSetKeys;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SaveMode;

/** Writes the files of one table of a load set, in the Parquet forms that Redshift's COPY is known to take. */
final class TableFiles {
    /**
     * INT96 instants; decimals as fixed-length bytes; and no guess about old calendars, because nothing that is written
     * is older than 1900.
     */
    private static final Map<String, String> FORMS = Map.of(
            "spark.sql.sources.commitProtocolClass",
            ManifestCommitProtocol.class.getName(),
            "spark.sql.parquet.outputTimestampType",
            "INT96",
            "spark.sql.parquet.writeLegacyFormat",
            "true",
            "spark.sql.parquet.int96RebaseModeInWrite",
            "CORRECTED",
            "spark.sql.parquet.datetimeRebaseModeInWrite",
            "CORRECTED");

    private final Lake lake;
    private final String bucket;
    private final String prefix;

    /**
     * Writes under a prefix.
     *
     * @param bucket for the manifest's URLs
     * @param prefix {@code loads/<number>/<attempt>/}
     */
    TableFiles(Lake lake, String bucket, String prefix) {
        this.lake = lake;
        this.bucket = bucket;
        this.prefix = prefix;
    }

    /**
     * What was written.
     *
     * @param manifest key of the manifest
     * @param counts of the rows in the files
     */
    record Written(String manifest, RowCounter.Counts counts) {}

    /**
     * Writes the rows, in the table's columns, with their manifest.
     *
     * @param from up to this batch a row counts as an earlier one
     */
    Written write(GoldTable table, Dataset<Row> rows, long from) {
        String directory = prefix + table.tableName() + "/";
        String manifest = LoadSetKeys.manifest(prefix, table.tableName());
        try (SessionSettings forms = new SessionSettings(lake.spark(), FORMS);
                RowCounter counter = new RowCounter(rows.selectExpr(table.columnNames()), from)) {
            counter.observed()
                    .write()
                    .mode(SaveMode.Append)
                    .option("compression", "snappy")
                    .option(ManifestCommitProtocol.MANIFEST_PATH, lake.store().uri(manifest))
                    .option(ManifestCommitProtocol.URL_PREFIX, "s3://" + bucket + "/" + directory)
                    .parquet(lake.store().uri(directory));
            return new Written(manifest, counter.counts());
        }
    }
}
