package io.tillstream.standins.postgres;

import java.io.IOException;
import java.nio.file.Path;

/** A launcher that says when it begins to start its database, and when the database runs. */
final class StartingLauncher {
    private StartingLauncher() {}

    public static void main(String[] args) throws Exception {
        System.out.println("STARTING");
        System.out.flush();
        try (WarehouseDatabase database =
                WarehouseDatabase.start(Path.of(args[0]), TestPrograms.directory(), Integer.parseInt(args[1]))) {
            System.out.println("RUNNING " + database.port());
            System.out.flush();
            Thread.currentThread().join();
        } catch (IOException stopped) {
            System.out.println(stopped.getMessage());
        }
    }
}
