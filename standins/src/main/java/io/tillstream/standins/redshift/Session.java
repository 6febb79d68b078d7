package io.tillstream.standins.redshift;

import io.tillstream.standins.redshift.sql.RedshiftSqlException;
import io.tillstream.standins.redshift.sql.Translation;
import io.tillstream.standins.redshift.sql.Translation.Write;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * One transaction with the locks of Redshift: who changes rows of a table holds its write lock until the commit; others
 * wait. Who then changes or removes rows, with a snapshot from before the other's commit, gets error 1023. PostgreSQL alone
 * would only see conflicts on the same row (aws-facts B.7).
 */
final class Session {
    /** Stands for a temporary table, which no rival sees. */
    private static final long NOBODY_ELSES = 0;

    private final Connection connection;
    private final TableWrites writes;
    private final ResultLimits limits;
    private final Set<Long> written = new HashSet<>();
    private OptionalLong snapshot = OptionalLong.empty();

    Session(Connection connection, TableWrites writes, ResultLimits limits) {
        this.connection = connection;
        this.writes = writes;
        this.limits = limits;
    }

    /** Takes the locks that a statement needs; a LOCK takes its own and, as in Redshift, no snapshot. */
    void prepare(Optional<Write> write, boolean isLock) throws SQLException {
        if (write.isEmpty()) {
            if (!isLock) {
                takeSnapshot();
            }
            return;
        }
        String table = write.get().table();
        boolean change = write.get().kind() == Write.Kind.CHANGE;
        if (change) {
            takeSnapshot();
        }
        run("LOCK TABLE " + table + " IN SHARE ROW EXCLUSIVE MODE");
        takeSnapshot();
        long id = id(table);
        if (change && writes.changedSince(snapshot.orElseThrow(), id) && !written.contains(id)) {
            throw new RedshiftSqlException("1023 DETAIL: Serializable isolation violation on table - " + id
                    + ", transactions forming the cycle are: a later one committed first");
        }
        if (id != NOBODY_ELSES) {
            written.add(id);
        }
    }

    private void takeSnapshot() throws SQLException {
        if (snapshot.isEmpty()) {
            snapshot = OptionalLong.of(writes.now());
            run("SELECT 1");
        }
    }

    private long id(String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "select coalesce((select oid from pg_class where oid = to_regclass(?) and relpersistence = 'p'), 0)")) {
            statement.setString(1, table);
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }
    }

    /** Carries a statement out, with what belongs before and after it. */
    StatementResult execute(Translation.Sql sql, Map<String, String> values) throws SQLException {
        prepare(sql.write(), sql.text().regionMatches(true, 0, "lock", 0, 4));
        runAll(sql.before());
        StatementResult result = sql.parameters().isEmpty() ? plain(sql.text()) : bound(sql, values);
        runAll(sql.after());
        return result;
    }

    private StatementResult plain(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false);
            statement.setFetchSize(1000);
            return result(statement, statement.execute(sql));
        }
    }

    private StatementResult bound(Translation.Sql sql, Map<String, String> values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            statement.setFetchSize(1000);
            for (int i = 0; i < sql.parameters().size(); i++) {
                // Of no type yet: the database infers it from the place, as Redshift does.
                statement.setObject(i + 1, values.get(sql.parameters().get(i)), Types.OTHER);
            }
            return result(statement, statement.execute());
        }
    }

    private StatementResult result(Statement statement, boolean isQuery) throws SQLException {
        if (!isQuery) {
            return StatementResult.changed(Math.max(0, statement.getLargeUpdateCount()));
        }
        StatementResult.Table table = ResultReader.read(statement.getResultSet(), limits);
        return new StatementResult(table.rows().size(), Optional.of(table));
    }

    private void runAll(List<String> statements) throws SQLException {
        for (String statement : statements) {
            run(statement);
        }
    }

    private void run(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    void commit() throws SQLException {
        writes.committing(written);
        connection.commit();
    }
}
