package io.tillstream.standins.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;

/** A launcher that dies without stopping its database. */
final class KilledLauncher {
    private KilledLauncher() {}

    public static void main(String[] args) throws Exception {
        WarehouseDatabase database =
                WarehouseDatabase.start(Path.of(args[0]), TestPrograms.directory(), Integer.parseInt(args[1]));
        try (Connection connection =
                        database.dataSource(WarehouseDatabase.WAREHOUSE).getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table kept as select 42 as answer");
        }
        System.out.println("STORED");
        System.out.flush();
        Runtime.getRuntime().halt(9);
    }
}
