package io.tillstream.standins.redshift;

import io.tillstream.standins.postgres.WarehouseDatabase;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.awaitility.Awaitility;

/** Holds up the transactions that run {@link #PASS} until it is opened, so that a test of their order needs no sleep. */
final class Gate implements AutoCloseable {
    /** Waits for the gate. */
    static final String PASS = "SELECT COUNT(*) FROM gate";

    private final Connection connection;

    /** Makes a gate that is shut. */
    Gate(LocalRedshift redshift) throws SQLException, IOException {
        redshift.ok("CREATE TABLE IF NOT EXISTS gate (n BIGINT)");
        connection = redshift.database().dataSource(WarehouseDatabase.WAREHOUSE).getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("LOCK TABLE gate IN ACCESS EXCLUSIVE MODE");
        }
    }

    /** Returns when so many transactions wait, for the gate or for each other. */
    void awaitWaiting(int transactions) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> waiting() >= transactions);
    }

    void open() throws SQLException {
        connection.close();
    }

    @Override
    public void close() throws SQLException {
        open();
    }

    private int waiting() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count =
                        statement.executeQuery("SELECT COUNT(DISTINCT pid) FROM pg_locks WHERE NOT granted")) {
            count.next();
            return count.getInt(1);
        }
    }
}
