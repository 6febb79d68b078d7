package io.tillstream.standins.postgres;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.apache.commons.io.FileUtils;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A PostgreSQL server of our own, with the databases {@code warehouse} (under the Redshift stand-in) and
 * {@code catalog} (the Iceberg JDBC catalog that stands in for the Glue catalog). It answers on the loopback address
 * only, which every user of the machine can reach. So each role has a random password, in a file that only the user who
 * starts the server can read; and the role that owns the databases and does the work is not a superuser, because a superuser of
 * PostgreSQL can run commands as the user of the server.
 */
public final class WarehouseDatabase implements AutoCloseable {
    /** The database of the Redshift stand-in. */
    public static final String WAREHOUSE = "warehouse";

    /** The database of the Iceberg catalog. */
    public static final String CATALOG = "catalog";

    /** The role that owns both databases. It may create users and roles, and is not a superuser. */
    public static final String USER = "tillstream";

    private static final String SUPERUSER = "postgres";

    /** What the file {@code complete} holds: how passwords and text order are set up. The first version left it empty. */
    private static final String LAYOUT = "2";

    private final Path home;
    private final int port;
    private final EmbeddedServer server;

    private WarehouseDatabase(Path home, int port, EmbeddedServer server) {
        this.home = home;
        this.port = port;
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
     * @param directory keeps the data between runs; ours alone, and closed to other users from now on
     * @param programs where PostgreSQL's own programs (60 MB) are unpacked, once; where this directory belongs to another user,
     *     they are unpacked to {@code directory/bin} instead
     * @param port the port on the loopback address
     * @return the running server with both databases
     * @throws IOException if it cannot start, for example because the port is taken or the data are of an earlier version
     */
    public static WarehouseDatabase start(Path directory, Path programs, int port) throws IOException {
        Path home = Files.createDirectories(directory).toRealPath();
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwx------"));
        Path data = home.resolve("data");
        new Postmaster(data).clear();
        Path complete = home.resolve("complete");
        if (!Files.exists(complete)) {
            // Left by a first start that did not get through: nobody has stored anything there yet.
            FileUtils.deleteDirectory(data.toFile());
        } else if (!Files.readString(complete).equals(LAYOUT)) {
            throw new IOException(
                    "The PostgreSQL data in " + home + " were written by an earlier version of Tillstream, without"
                            + " a password and with another order of text. They cannot be converted. Start over with --fresh, or name"
                            + " another directory with --data-dir");
        }
        requireFree(port);
        EmbeddedServer server = EmbeddedServer.start(
                home, UnpackedPrograms.directory(home, programs), passwordFile(home, SUPERUSER), port);
        WarehouseDatabase database = new WarehouseDatabase(home, port, server);
        try {
            database.requireOwn(data);
            database.prepareOwner();
            database.createDatabase(WAREHOUSE);
            database.createDatabase(CATALOG);
            // Users of the warehouse have no business there.
            database.execute("revoke all on database " + CATALOG + " from public");
            Files.writeString(complete, LAYOUT);
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
            new Postmaster(directory.toRealPath().resolve("data")).clear();
        }
    }

    private static PasswordFile passwordFile(Path home, String role) {
        return new PasswordFile(home.resolve(role + ".password"));
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
        String served = single("show data_directory");
        if (!data.equals(Path.of(served).toRealPath())) {
            throw new IOException("another server answers on port " + port() + ", for " + served);
        }
    }

    /** At every start, so that a changed password does not outlive a restart. */
    private void prepareOwner() throws SQLException, IOException {
        if ("0".equals(single("select count(*) from pg_roles where rolname = '" + USER + "'"))) {
            execute("create role " + USER);
        }
        execute("alter role " + USER + " login nosuperuser createrole nocreatedb noreplication nobypassrls password '"
                + passwordFile(home, USER).read() + "'");
    }

    /**
     * Creates a database that {@link #USER} owns, if there is none of this name.
     *
     * @param name its name, a plain identifier
     * @throws SQLException if it cannot be created
     * @throws IOException if the superuser's password cannot be read
     */
    public void createDatabase(String name) throws SQLException, IOException {
        if ("0".equals(single("select count(*) from pg_database where datname = '" + name + "'"))) {
            execute("create database " + name + " owner " + USER);
        }
    }

    private void execute(String sql) throws SQLException, IOException {
        try (Connection connection = superuser("postgres").getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private String single(String query) throws SQLException, IOException {
        try (Connection connection = superuser("postgres").getConnection();
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
        return port;
    }

    /**
     * The server's process.
     *
     * @return the process, which is alive or has ended since
     * @throws IOException if it has ended right after its start
     */
    public ProcessHandle process() throws IOException {
        return server.process();
    }

    /**
     * The two ways into a database of this server.
     *
     * @param database its name
     * @return unpooled connections
     * @throws IOException if a password cannot be read
     */
    public DatabaseAccess access(String database) throws IOException {
        return new DatabaseAccess(dataSource(database), superuser(database));
    }

    /**
     * Unpooled connections to a database, as its owner.
     *
     * @param database {@link #WAREHOUSE} or {@link #CATALOG}
     * @return the source
     * @throws IOException if the password cannot be read
     */
    public DataSource dataSource(String database) throws IOException {
        return dataSource(port(), database, password(home));
    }

    /**
     * Unpooled connections to a database of a server that runs, perhaps in another process, as the database's owner.
     *
     * @param port where it answers on the loopback address
     * @param database {@link #WAREHOUSE} or {@link #CATALOG}
     * @param password what {@link #password} gives
     * @return the source
     */
    public static DataSource dataSource(int port, String database, String password) {
        return dataSource(port, database, USER, password);
    }

    /**
     * The password of {@link #USER}; made if there is none yet.
     *
     * @param directory the directory given to {@link #start}; created if it does not exist
     * @return the password: letters and digits
     * @throws IOException if it cannot be read or written
     */
    public static String password(Path directory) throws IOException {
        return passwordFile(Files.createDirectories(directory), USER).read();
    }

    private DataSource superuser(String database) throws IOException {
        PGSimpleDataSource source = dataSource(
                port, database, SUPERUSER, passwordFile(home, SUPERUSER).read());
        // Nothing that the databases' owner creates may get in the way of PostgreSQL's own functions.
        source.setOptions("-c search_path=pg_catalog");
        return source;
    }

    private static PGSimpleDataSource dataSource(int port, String database, String user, String password) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://127.0.0.1:" + port + "/" + database);
        source.setUser(user);
        source.setPassword(password);
        return source;
    }

    /** Stops the server; the data stays. */
    @Override
    public void close() throws IOException {
        server.close();
    }
}
