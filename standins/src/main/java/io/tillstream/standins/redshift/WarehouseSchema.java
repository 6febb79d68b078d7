package io.tillstream.standins.redshift;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** The functions and system relations that Redshift has and PostgreSQL has not, in the schema {@code redshift_shim}. */
final class WarehouseSchema {
    private WarehouseSchema() {}

    /** Creates what is missing; the schema is on the search path of every later connection. */
    static void prepare(DataSource warehouse) throws SQLException, IOException {
        for (String script : List.of("redshift_shim.sql", "system_relations.sql")) {
            // One connection each: the first script sets the search path of later connections.
            try (Connection connection = warehouse.getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute(read(script));
            }
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
