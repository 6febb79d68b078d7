package io.tillstream.standins.postgres;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.apache.commons.io.FileUtils;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of our own, with the databases {@code warehouse} (under the Redshift stand-in) and
 * {@code catalog} (the Iceberg JDBC catalog that stands in for the Glue catalog). It answers on the loopback address
 * only, to user {@code postgres} without a password.
 */
public final class WarehouseDatabase implements AutoCloseable {
    /** The database of the Redshift stand-in. */
    public static final String WAREHOUSE = "warehouse";

    /** The database of the Iceberg catalog. */
    public static final String CATALOG = "catalog";

    /** The one user, who owns everything. */
    public static final String USER = "postgres";

    private static final Duration STARTUP = Duration.ofSeconds(60);

    private final EmbeddedPostgres server;

    private WarehouseDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /**
     * Starts the server with its programs unpacked to {@code directory/bin}.
     *
     * @param directory keeps the data between runs
     * @param port the port on the loopback address
     * @return the running server with both databases
     * @throws IOException if it cannot start
     */
    public static WarehouseDatabase start(Path directory, int port) throws IOException {
        return start(directory, directory.resolve("bin"), port);
    }

    /**
     * Starts the server. A server that a killed run left on the same directory is stopped first.
     *
     * @param directory keeps the data between runs; ours alone
     * @param programs where PostgreSQL's own programs (60 MB) are unpacked, once
     * @param port the port on the loopback address
     * @return the running server with both databases
     * @throws IOException if it cannot start, for example because the port is taken
     */
    public static WarehouseDatabase start(Path directory, Path programs, int port) throws IOException {
        Path home = Files.createDirectories(directory).toRealPath();
        Path data = home.resolve("data");
        new OrphanPostmaster(data).clear();
        Path complete = home.resolve("complete");
        if (!Files.exists(complete)) {
            // Left by a first start that did not get through: nobody has stored anything there yet.
            FileUtils.deleteDirectory(data.toFile());
        }
        requireFree(port);
        WarehouseDatabase database = new WarehouseDatabase(launch(home, data, programs, port));
        try {
            database.requireOwn(data);
            database.createIfMissing(WAREHOUSE);
            database.createIfMissing(CATALOG);
            Files.writeString(complete, "");
        } catch (SQLException | IOException failure) {
            database.close();
            throw new IOException("PostgreSQL in " + directory + " is not usable: " + failure.getMessage(), failure);
        }
        return database;
    }

    /**
     * Stops the server that a killed run left on a directory, if there is one: to be done before the directory is deleted,
     * since the server is known by a file in it.
     *
     * @param directory the directory given to {@link #start}; it may not exist
     * @throws IOException if the server does not stop
     */
    public static void stopLeftOver(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            new OrphanPostmaster(directory.toRealPath().resolve("data")).clear();
        }
    }

    private static EmbeddedPostgres launch(Path home, Path data, Path programs, int port) throws IOException {
        Redirect log = Redirect.appendTo(home.resolve("postgres.log").toFile());
        try {
            return EmbeddedPostgres.builder()
                    .setPort(port)
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setOverrideWorkingDirectory(
                            Files.createDirectories(programs).toRealPath().toFile())
                    .setOutputRedirector(log)
                    .setErrorRedirector(log)
                    .setPGStartupWait(STARTUP)
                    // Redshift sorts and compares text by its bytes.
                    .setLocaleConfig("locale", "C")
                    .setServerConfig("listen_addresses", "127.0.0.1")
                    .setServerConfig("unix_socket_directories", "")
                    .setServerConfig("max_connections", "60")
                    .setServerConfig("shared_buffers", "128MB")
                    .setServerConfig("fsync", "off")
                    .setServerConfig("full_page_writes", "off")
                    .setServerConfig("wal_level", "minimal")
                    .setServerConfig("max_wal_senders", "0")
                    .start();
        } catch (IllegalStateException | IOException failure) {
            throw new IOException(
                    "PostgreSQL does not start in " + home + " on port " + port + ": " + failure.getMessage() + "; see "
                            + home.resolve("postgres.log"),
                    failure);
        }
    }

    private static void requireFree(int port) throws IOException {
        try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"))) {
            probe.setReuseAddress(true);
        } catch (IOException taken) {
            throw new IOException("Port " + port + " for PostgreSQL is taken by another program", taken);
        }
    }

    /** The library takes any server that answers on the port for the one it started. */
    private void requireOwn(Path data) throws SQLException, IOException {
        String served = single("postgres", "show data_directory");
        if (!data.equals(Path.of(served).toRealPath())) {
            throw new IOException("another server answers on port " + port() + ", for " + served);
        }
    }

    private void createIfMissing(String database) throws SQLException {
        if ("0".equals(single("postgres", "select count(*) from pg_database where datname = '" + database + "'"))) {
            try (Connection connection = dataSource("postgres").getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + database);
            }
        }
    }

    private String single(String database, String query) throws SQLException {
        try (Connection connection = dataSource(database).getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }

    /**
     * The port it answers on.
     *
     * @return the port
     */
    public int port() {
        return server.getPort();
    }

    /**
     * Unpooled connections to a database.
     *
     * @param database {@link #WAREHOUSE} or {@link #CATALOG}
     * @return the source
     */
    public DataSource dataSource(String database) {
        return dataSource(port(), database);
    }

    /**
     * Unpooled connections to a database of a server that runs, perhaps in another process.
     *
     * @param port where it answers on the loopback address
     * @param database {@link #WAREHOUSE} or {@link #CATALOG}
     * @return the source
     */
    public static DataSource dataSource(int port, String database) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + database);
        source.setUser(USER);
        return source;
    }

    /** Stops the server; the data stays. */
    @Override
    public void close() throws IOException {
        server.close();
    }
}
