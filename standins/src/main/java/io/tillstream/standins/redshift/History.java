package io.tillstream.standins.redshift;

import io.tillstream.standins.redshift.copy.CopyException;
import io.tillstream.standins.redshift.copy.LoadedFile;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.sql.DataSource;

/** Keeps what ran for the system relations SYS_QUERY_HISTORY and SYS_LOAD_*, outside the transactions that it tells about. */
final class History {
    private static final int MAX_ERROR = 512;
    private static final int MAX_TEXT = 4000;
    private static final String QUERY =
            "insert into redshift_shim.query_history (query_id, transaction_id, session_id, query_label,"
                    + " query_type, status, start_time, end_time, elapsed_time, queue_time, execution_time, error_message, returned_rows,"
                    + " query_text) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String LOAD =
            "insert into redshift_shim.load_history (query_id, transaction_id, session_id, status,"
                    + " table_name, data_source, start_time, end_time, loaded_rows, loaded_bytes, source_file_count, error_count)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";
    private static final String FILE =
            "insert into redshift_shim.load_detail (query_id, transaction_id, session_id, file_name,"
                    + " file_size, lines_scanned, record_time) values (?, ?, ?, ?, ?, ?, ?)";
    private static final String ERROR =
            "insert into redshift_shim.load_error (query_id, transaction_id, session_id, start_time,"
                    + " file_name, line_number, column_name, column_type, column_length, error_code, error_message)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)";

    private final DataSource warehouse;
    private final AtomicLong lastQuery;

    /**
     * One statement that came to an end.
     *
     * @param queryId its number
     * @param label the name that its caller gave it
     * @param type its kind, for example SELECT
     * @param submitted when it was submitted
     * @param started when it began
     * @param ended when it ended
     * @param error why it failed, else empty
     * @param rows rows returned or changed
     * @param text what was run
     */
    record Query(
            long queryId,
            String label,
            String type,
            Instant submitted,
            Instant started,
            Instant ended,
            String error,
            long rows,
            String text) {}

    /**
     * One COPY that came to an end.
     *
     * @param query the statement
     * @param table the table
     * @param source the manifest
     * @param files what it read, as far as it came
     * @param failure why it failed, or null
     */
    record Load(Query query, String table, String source, List<LoadedFile> files, CopyException failure) {}

    History(DataSource warehouse) throws SQLException {
        this.warehouse = warehouse;
        try (Connection connection = warehouse.getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(
                        "select coalesce(max(query_id), 1000) from redshift_shim.query_history")) {
            result.next();
            lastQuery = new AtomicLong(result.getLong(1));
        }
    }

    long nextQuery() {
        return lastQuery.incrementAndGet();
    }

    /**
     * Keeps the statements of one transaction.
     *
     * @param session the process of the database that ran them
     */
    void record(int session, List<Query> queries, List<Load> loads) throws SQLException {
        if (queries.isEmpty()) {
            return;
        }
        long transaction = queries.get(0).queryId();
        try (Connection connection = warehouse.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement insert = connection.prepareStatement(QUERY)) {
                for (Query query : queries) {
                    add(insert, transaction, session, query);
                }
                insert.executeBatch();
            }
            for (Load load : loads) {
                record(connection, transaction, session, load);
            }
            connection.commit();
        }
    }

    private static void add(PreparedStatement insert, long transaction, int session, Query query) throws SQLException {
        bind(
                insert,
                query.queryId(),
                transaction,
                session,
                query.label(),
                query.type(),
                query.error().isEmpty() ? "success" : query.error().contains("cancel") ? "canceled" : "failed",
                query.started(),
                query.ended(),
                micros(query.submitted(), query.ended()),
                micros(query.submitted(), query.started()),
                micros(query.started(), query.ended()),
                cut(query.error(), MAX_ERROR),
                query.rows(),
                cut(query.text(), MAX_TEXT));
        insert.addBatch();
    }

    private static void record(Connection connection, long transaction, int session, Load load) throws SQLException {
        Query query = load.query();
        long bytes = load.files().stream().mapToLong(LoadedFile::bytes).sum();
        long rows = load.failure() == null
                ? load.files().stream().mapToLong(LoadedFile::rows).sum()
                : 0;
        try (PreparedStatement insert = connection.prepareStatement(LOAD)) {
            bind(
                    insert,
                    query.queryId(),
                    transaction,
                    session,
                    load.failure() == null ? "completed" : "aborted",
                    load.table().replace("\"", ""),
                    load.source(),
                    query.started(),
                    query.ended(),
                    rows,
                    bytes,
                    load.files().size(),
                    load.failure() == null ? 0 : 1);
            insert.executeUpdate();
        }
        try (PreparedStatement insert = connection.prepareStatement(FILE)) {
            for (LoadedFile file : load.files()) {
                bind(
                        insert,
                        query.queryId(),
                        transaction,
                        session,
                        file.address(),
                        file.bytes(),
                        file.rows(),
                        query.ended());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        if (load.failure() != null) {
            CopyException failure = load.failure();
            try (PreparedStatement insert = connection.prepareStatement(ERROR)) {
                bind(
                        insert,
                        query.queryId(),
                        transaction,
                        session,
                        query.started(),
                        failure.file(),
                        failure.row(),
                        failure.column(),
                        failure.columnType(),
                        failure.columnLength(),
                        failure.code(),
                        failure.getMessage());
                insert.executeUpdate();
            }
        }
    }

    private static void bind(PreparedStatement insert, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            Object value =
                    values[i] instanceof Instant moment ? LocalDateTime.ofInstant(moment, ZoneOffset.UTC) : values[i];
            insert.setObject(i + 1, value);
        }
    }

    private static long micros(Instant from, Instant to) {
        return Duration.between(from, to).toNanos() / 1000;
    }

    private static String cut(String text, int bytes) {
        List<String> characters = new ArrayList<>();
        int left = bytes;
        for (int i = 0; i < text.length(); ) {
            String character = new String(Character.toChars(text.codePointAt(i)));
            left -= character.getBytes(java.nio.charset.StandardCharsets.UTF_8).length;
            if (left < 0) {
                break;
            }
            characters.add(character);
            i += character.length();
        }
        return String.join("", characters);
    }
}
