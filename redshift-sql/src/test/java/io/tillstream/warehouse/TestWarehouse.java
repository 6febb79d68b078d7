package io.tillstream.warehouse;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.regex.Matcher;

/** A PostgreSQL database with the migrations applied, each in its own transaction as the loader does. */
final class TestWarehouse implements AutoCloseable {
    private static final String FIRST = "postgres";

    private final EmbeddedPostgres postgres;
    private final String database;

    private TestWarehouse(EmbeddedPostgres postgres, String database) {
        this.postgres = postgres;
        this.database = database;
    }

    static TestWarehouse empty() throws IOException, SQLException {
        TestWarehouse warehouse = new TestWarehouse(
                EmbeddedPostgres.builder()
                        .setLocaleConfig("locale", "C")
                        .setServerConfig("fsync", "off")
                        .start(),
                FIRST);
        warehouse.transaction(PostgresDialect.SET_UP, copy -> {});
        return warehouse;
    }

    /** Returns a database of its own in the server that all tests of this run share, the migrations applied. */
    static TestWarehouse migrated() throws SQLException {
        return Shared.MIGRATED.copy("warehouse_" + Shared.NEXT.incrementAndGet());
    }

    private static TestWarehouse started() throws IOException, SQLException {
        TestWarehouse warehouse = empty();
        warehouse.transaction(Warehouse.bundled().bootstrap(), copy -> {});
        for (Migration migration : Warehouse.bundled().migrations()) {
            warehouse.transaction(migration.batch(), copy -> {});
        }
        return warehouse;
    }

    /** Returns a copy of this warehouse in the same server; closing it leaves the server running. */
    TestWarehouse copy(String name) throws SQLException {
        try (Connection connection =
                        postgres.getDatabase("postgres", "template1").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name + " TEMPLATE " + database);
        }
        return new TestWarehouse(postgres, name);
    }

    Connection connect() throws SQLException {
        return postgres.getDatabase("postgres", database).getConnection();
    }

    /** Runs a batch as the Data API does: one session, one transaction. COPY is handed to the caller's own insert. */
    void transaction(List<String> batch, Consumer<Staging> copy) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String sql : batch) {
                if (sql.startsWith("COPY ")) {
                    copy.accept(new Staging(statement, sql.split(" ")[1]));
                } else {
                    statement.execute(PostgresDialect.translate(sql));
                }
            }
            connection.commit();
        }
    }

    void execute(String... sql) throws SQLException {
        transaction(List.of(sql), copy -> {});
    }

    /** Returns the rows as text, columns joined by {@code |}, after checking the columns' names. */
    List<String> rows(Query query) throws SQLException {
        return rows(query, Map.of());
    }

    /** Asks with these values and the defaults of the other parameters. */
    List<String> rows(Query query, Map<String, String> values) throws SQLException {
        String sql = query.sql();
        for (Map.Entry<String, String> value : query.values(values).entrySet()) {
            sql = sql.replaceAll(
                    "(?<!:):" + value.getKey() + "\\b",
                    Matcher.quoteReplacement("'" + value.getValue().replace("'", "''") + "'"));
        }
        return rows(sql, query.columns());
    }

    List<String> rows(String sql, List<String> columns) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                names.add(result.getMetaData().getColumnLabel(i));
            }
            if (!columns.equals(names)) {
                throw new IllegalStateException("columns are " + names + ", said to be " + columns);
            }
            return rows(result);
        }
    }

    List<String> rows(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            return rows(result);
        }
    }

    /** Asks with the rights of a role alone. */
    List<String> rowsAs(String role, String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("SET ROLE " + role);
            try (ResultSet result = statement.executeQuery(sql)) {
                return rows(result);
            }
        }
    }

    private static List<String> rows(ResultSet result) throws SQLException {
        List<String> rows = new ArrayList<>();
        while (result.next()) {
            List<String> values = new ArrayList<>();
            for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                Object value = result.getObject(i);
                values.add(
                        value instanceof java.math.BigDecimal decimal
                                ? decimal.stripTrailingZeros().toPlainString()
                                : String.valueOf(value));
            }
            rows.add(String.join("|", values));
        }
        return rows;
    }

    long count(String table) throws SQLException {
        return Long.parseLong(
                rows("SELECT COUNT(*) AS n FROM " + table, List.of("n")).get(0));
    }

    @Override
    public void close() throws IOException {
        if (database.equals(FIRST)) {
            postgres.close();
        }
    }

    /** One server for the run, which ends with it: starting and migrating one takes seconds. */
    private static final class Shared {
        static final AtomicInteger NEXT = new AtomicInteger();
        static final TestWarehouse MIGRATED = start();

        private static TestWarehouse start() {
            try {
                return started();
            } catch (IOException | SQLException e) {
                throw new IllegalStateException("The tests' PostgreSQL does not start", e);
            }
        }
    }

    /** A staged table in the middle of a load. */
    record Staging(Statement statement, String table) {
        void insert(String values) {
            try {
                statement.execute("INSERT INTO " + table + " VALUES " + values);
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
