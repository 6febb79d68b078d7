package io.tillstream.standins.redshift.sql;

import java.util.List;
import java.util.Optional;

/** What a statement of Redshift comes to here. */
public sealed interface Translation {
    /**
     * A statement that PostgreSQL carries out.
     *
     * @param text its text, with {@code ?} for each value to bind
     * @param parameters the name of each value to bind, in order
     * @param before statements to carry out before it, in the same transaction
     * @param after statements to carry out after it, in the same transaction
     * @param write the table that it changes, if it changes rows of one
     */
    record Sql(String text, List<String> parameters, List<String> before, List<String> after, Optional<Write> write)
            implements Translation {
        /** Whether PostgreSQL carries it out in no transaction. */
        public boolean outsideTransaction() {
            return text.startsWith("VACUUM");
        }
    }

    /**
     * A COPY from a manifest of Parquet files.
     *
     * @param table the table, with its schema if it was written
     * @param columns the columns in the order of the files, or none for all of the table's
     * @param manifest the manifest's S3 address
     */
    record Copy(String table, List<String> columns, String manifest) implements Translation {
        /** The rows that it adds. */
        public Optional<Write> write() {
            return Optional.of(new Write(table, Write.Kind.APPEND));
        }
    }

    /**
     * A change of a table's rows, which in Redshift takes the table's write lock.
     *
     * @param table the table as SQL
     * @param kind what is done to the rows
     */
    record Write(String table, Kind kind) {
        /** What is done to the rows. */
        public enum Kind {
            /** Rows are added, regardless of what others added before. */
            APPEND,
            /** Rows that are there are changed or removed, which a rival's commit forbids. */
            CHANGE
        }
    }
}
