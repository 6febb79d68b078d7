package io.tillstream.local.redshift;

import io.tillstream.local.redshift.copy.CopyException;
import io.tillstream.local.redshift.copy.ParquetCopy;
import io.tillstream.local.redshift.sql.RedshiftSql;
import io.tillstream.local.redshift.sql.RedshiftSqlException;
import io.tillstream.local.redshift.sql.Translation;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Carries out accepted requests, each on a connection of its own; a batch is one transaction. */
final class StatementRunner {
    private final DataSource warehouse;
    private final ParquetCopy copy;
    private final LoadErrors loadErrors;

    StatementRunner(DataSource warehouse, ParquetCopy copy) {
        this.warehouse = warehouse;
        this.copy = copy;
        this.loadErrors = new LoadErrors(warehouse);
    }

    /** Runs it to one of its ends; whatever happens is recorded in it. */
    void run(Execution execution) {
        execution.picked();
        try (Connection connection = warehouse.getConnection()) {
            carryOut(execution, connection);
            execution.committed();
        } catch (SQLException failure) {
            execution.rolledBack(SqlErrors.inRedshiftsWords(failure));
        } catch (RedshiftSqlException refused) {
            execution.rolledBack(refused.getMessage());
        } catch (CopyException failure) {
            execution.rolledBack(failure.getMessage() + loadErrors.record(failure));
        } catch (IOException failure) {
            execution.rolledBack("ERROR: S3ServiceException: " + failure.getMessage());
        } catch (RuntimeException | Error fault) {
            // An execution that nobody ends would keep its caller polling for ever.
            execution.rolledBack("ERROR: fault in the local stand-in: " + fault);
            throw fault;
        }
    }

    private void carryOut(Execution execution, Connection connection) throws SQLException, CopyException, IOException {
        Submission submission = execution.submission();
        if (!submission.database().equals(connection.getCatalog())) {
            throw new RedshiftSqlException("database \"" + submission.database() + "\" does not exist");
        }
        PGConnection backend = connection.unwrap(PGConnection.class);
        execution.started(backend.getBackendPID(), backend::cancelQuery);
        connection.setAutoCommit(!submission.batch());
        for (int i = 0; i < submission.statements().size(); i++) {
            if (execution.isCancelled()) {
                throw new RedshiftSqlException("Query cancelled on user's request");
            }
            execution.begin(i);
            String sql = submission.statements().get(i);
            execution.end(
                    i, carryOut(connection, RedshiftSql.translate(sql, submission.batch()), submission.parameters()));
        }
        if (submission.batch()) {
            connection.commit();
        }
    }

    private StatementResult carryOut(Connection connection, Translation translation, Map<String, String> values)
            throws SQLException, CopyException, IOException {
        if (translation instanceof Translation.Copy load) {
            return StatementResult.changed(copy.load(connection, load));
        }
        return execute(connection, (Translation.Sql) translation, values);
    }

    private static StatementResult execute(Connection connection, Translation.Sql sql, Map<String, String> values)
            throws SQLException {
        if (sql.parameters().isEmpty()) {
            try (Statement statement = connection.createStatement()) {
                statement.setEscapeProcessing(false);
                return result(statement, statement.execute(sql.text()));
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            for (int i = 0; i < sql.parameters().size(); i++) {
                // Of no type yet: the database infers it from the place, as Redshift does.
                statement.setObject(i + 1, values.get(sql.parameters().get(i)), Types.OTHER);
            }
            return result(statement, statement.execute());
        }
    }

    private static StatementResult result(Statement statement, boolean isQuery) throws SQLException {
        if (!isQuery) {
            return StatementResult.changed(Math.max(0, statement.getLargeUpdateCount()));
        }
        StatementResult.Table table = ResultReader.read(statement.getResultSet());
        return new StatementResult(table.rows().size(), Optional.of(table));
    }
}
