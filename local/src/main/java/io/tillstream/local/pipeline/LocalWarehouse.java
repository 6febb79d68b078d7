package io.tillstream.local.pipeline;

import io.tillstream.local.process.PortPlan;
import io.tillstream.local.process.StandInClients;
import io.tillstream.operations.command.CommandException;
import io.tillstream.standins.postgres.WarehouseDatabase;
import io.tillstream.standins.redshift.DataApiServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.sql.SQLException;

/** PostgreSQL and the Redshift Data API in front of it, both in this process. */
final class LocalWarehouse implements AutoCloseable {
    private WarehouseDatabase database;
    private DataApiServer dataApi;

    /**
     * Starts both.
     *
     * @param directory where PostgreSQL keeps its data
     * @param programs where its programs are unpacked
     * @throws CommandException.Failed when one does not start
     */
    synchronized void start(Path directory, Path programs, PortPlan ports) {
        try {
            database = WarehouseDatabase.start(directory, programs, ports.postgres());
            dataApi = DataApiServer.start(
                    ports.dataApi(),
                    database.access(WarehouseDatabase.WAREHOUSE),
                    URI.create(StandInClients.s3Endpoint(ports)));
        } catch (IOException | SQLException e) {
            throw new CommandException.Failed(
                    e.getMessage() + ". If another program has port " + ports.postgres()
                            + ", choose others with --port-base N.",
                    e);
        }
    }

    /**
     * PostgreSQL's process.
     *
     * @throws CommandException.Failed when it has ended already
     */
    synchronized ProcessHandle process() {
        try {
            return database.process();
        } catch (IOException e) {
            throw new CommandException.Failed(e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (dataApi != null) {
            dataApi.close();
        }
        if (database != null) {
            database.close();
        }
    }
}
