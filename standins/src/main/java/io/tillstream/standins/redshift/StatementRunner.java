package io.tillstream.standins.redshift;

import io.tillstream.standins.redshift.copy.CopyException;
import io.tillstream.standins.redshift.copy.ParquetCopy;
import io.tillstream.standins.redshift.sql.RedshiftSql;
import io.tillstream.standins.redshift.sql.RedshiftSqlException;
import io.tillstream.standins.redshift.sql.Translation;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.postgresql.PGConnection;

/** Carries out accepted requests, each on its own connection and as one transaction. */
final class StatementRunner {
    private final DataSource warehouse;
    private final ParquetCopy copy;
    private final History history;
    private final ResultLimits limits;
    private final TableWrites writes = new TableWrites();

    StatementRunner(DataSource warehouse, ParquetCopy copy, History history, ResultLimits limits) {
        this.warehouse = warehouse;
        this.copy = copy;
        this.history = history;
        this.limits = limits;
    }

    /** Runs it until it ends; the outcome is recorded in it. */
    void run(Execution execution) {
        execution.picked();
        Recorder recorder = new Recorder(execution, history);
        try (Connection connection = warehouse.getConnection()) {
            carryOut(execution, connection, recorder);
            recorder.write();
            execution.committed();
        } catch (SQLException failure) {
            execution.rolledBack(recorder.failed(SqlErrors.inRedshiftsWords(failure)));
        } catch (RedshiftSqlException refused) {
            execution.rolledBack(recorder.failed(refused.getMessage()));
        } catch (CopyException failure) {
            execution.rolledBack(recorder.failed(failure));
        } catch (IOException failure) {
            execution.rolledBack(recorder.failed("ERROR: S3ServiceException: " + failure.getMessage()));
        } catch (RuntimeException | Error fault) {
            // An execution that nobody ends would keep its caller polling forever.
            execution.rolledBack("ERROR: fault in the local stand-in: " + fault);
            throw fault;
        }
    }

    private void carryOut(Execution execution, Connection connection, Recorder recorder)
            throws SQLException, CopyException, IOException {
        Submission submission = execution.submission();
        if (!submission.database().equals(connection.getCatalog())) {
            throw new RedshiftSqlException("database \"" + submission.database() + "\" does not exist");
        }
        PGConnection backend = connection.unwrap(PGConnection.class);
        execution.started(backend.getBackendPID(), backend::cancelQuery);
        recorder.session(backend.getBackendPID());
        try (Statement statement = connection.createStatement()) {
            // The driver brings this machine's own zone.
            statement.execute("SET SESSION TIME ZONE 'UTC'");
        }
        connection.setAutoCommit(false);
        Session session = new Session(connection, writes, limits);
        for (int i = 0; i < submission.statements().size(); i++) {
            if (execution.isCancelled()) {
                throw new RedshiftSqlException("Query cancelled on user's request");
            }
            String sql = submission.statements().get(i);
            execution.begin(i, recorder.begin(sql));
            Translation translation = RedshiftSql.translate(sql, submission.batch());
            StatementResult result = carryOut(session, connection, translation, submission, recorder);
            recorder.end(result.rows());
            execution.end(i, result);
        }
        session.commit();
    }

    private StatementResult carryOut(
            Session session, Connection connection, Translation translation, Submission submission, Recorder recorder)
            throws SQLException, CopyException, IOException {
        if (translation instanceof Translation.Copy load) {
            recorder.load(load);
            session.prepare(load.write(), false);
            return StatementResult.changed(copy.load(connection, load, recorder::loaded));
        }
        Translation.Sql sql = (Translation.Sql) translation;
        if (sql.outsideTransaction()) {
            connection.setAutoCommit(true);
            try (Statement statement = connection.createStatement()) {
                statement.execute(sql.text());
            } finally {
                connection.setAutoCommit(false);
            }
            return StatementResult.changed(0);
        }
        return session.execute(sql, submission.parameters());
    }
}
