package io.tillstream.local.redshift;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/** The functions and the system table that Redshift has and PostgreSQL has not, in the schema {@code redshift_shim}. */
final class WarehouseSchema {
    private WarehouseSchema() {}

    /** Creates what is missing; the schema is on the search path of every later connection. */
    static void prepare(DataSource warehouse) throws SQLException, IOException {
        try (InputStream script = WarehouseSchema.class.getResourceAsStream("redshift_shim.sql");
                Connection connection = warehouse.getConnection();
                Statement statement = connection.createStatement()) {
            if (script == null) {
                throw new IOException("redshift_shim.sql is missing from the jar");
            }
            statement.execute(new String(script.readAllBytes(), StandardCharsets.UTF_8));
        }
    }
}
