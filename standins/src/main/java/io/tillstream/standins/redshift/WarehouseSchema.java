package io.tillstream.standins.redshift;

import io.tillstream.standins.postgres.DatabaseAccess;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The functions and system relations that Redshift has and PostgreSQL has not, in the schema {@code redshift_shim}. */
final class WarehouseSchema {
    private WarehouseSchema() {}

    /** Creates what is missing; the schema is on the search path of every later connection. */
    static void prepare(DatabaseAccess warehouse) throws SQLException, IOException {
        // One connection each: the search path that a script sets is that of later connections.
        run("search_path.sql", warehouse.owner());
        // Casts are in PostgreSQL's own catalog, which only a superuser changes.
        run("byte_lengths.sql", warehouse.superuser());
        run("redshift_shim.sql", warehouse.owner());
        run("system_relations.sql", warehouse.owner());
    }

    private static void run(String script, DataSource database) throws SQLException, IOException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(read(script));
        }
    }

    private static String read(String script) throws IOException {
        try (InputStream text = WarehouseSchema.class.getResourceAsStream(script)) {
            if (text == null) {
                throw new IOException(script + " is missing from the jar");
            }
            return new String(text.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
