package io.tillstream.local.redshift.sql;

import java.util.List;

/** What a statement of Redshift comes to here. */
public sealed interface Translation {
    /**
     * A statement that PostgreSQL carries out.
     *
     * @param text its text, with {@code ?} for each value to bind
     * @param parameters the name of each value to bind, in order
     */
    record Sql(String text, List<String> parameters) implements Translation {}

    /**
     * A COPY from a manifest of Parquet files.
     *
     * @param table the table, with its schema if it was written
     * @param columns the columns in the order of the files, or none for all of the table's
     * @param manifest the manifest's S3 address
     */
    record Copy(String table, List<String> columns, String manifest) implements Translation {}
}
