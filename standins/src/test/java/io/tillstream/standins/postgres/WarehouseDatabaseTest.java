package io.tillstream.standins.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.standins.process.FreePorts;
import io.tillstream.standins.process.TestJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarehouseDatabaseTest {
    @TempDir
    Path directory;

    @Test
    void takesOverTheDirectoryOfAKilledRunWhoseServerIsStillThere() throws Exception {
        try (TestJvm launcher =
                TestJvm.start(KilledLauncher.class, directory.toString(), Integer.toString(FreePorts.next()))) {
            assertThat(launcher.readLine()).isEqualTo("STORED");
            assertThat(launcher.endsWithin(20)).isTrue();
        }
        ProcessHandle orphan = ProcessHandle.of(pidInFile()).orElseThrow();
        assertThat(orphan.isAlive()).isTrue();

        try (WarehouseDatabase database = start(FreePorts.next())) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(single(database, WarehouseDatabase.WAREHOUSE, "select answer from kept"))
                    .isEqualTo("42");
        }
    }

    @Test
    void startsDespiteAPidFileThatNamesAnotherProgram() throws Exception {
        try (WarehouseDatabase database = start(FreePorts.next())) {
            assertThat(single(
                            database,
                            WarehouseDatabase.CATALOG,
                            "select datcollate from pg_database where datname = current_database()"))
                    .isEqualTo("C");
        }
        Path pidFile = directory.toRealPath().resolve("data/postmaster.pid");
        assertThat(pidFile).as("a closed server leaves none").doesNotExist();
        Files.writeString(pidFile, ProcessHandle.current().pid() + "\n/elsewhere\n");

        try (WarehouseDatabase database = start(FreePorts.next())) {
            assertThat(single(database, WarehouseDatabase.WAREHOUSE, "select current_database()"))
                    .isEqualTo("warehouse");
        }
    }

    @Test
    void startsAnewWhereAFirstStartWasInterrupted() throws Exception {
        Path data = Files.createDirectories(directory.resolve("data"));
        Files.writeString(data.resolve("PG_VERSION"), "18\n");

        try (WarehouseDatabase database = start(FreePorts.next())) {
            assertThat(single(database, WarehouseDatabase.WAREHOUSE, "select 1"))
                    .isEqualTo("1");
        }
    }

    @Test
    void refusesAPortThatAnotherProgramHolds() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> start(other.getLocalPort()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("Port " + other.getLocalPort());
        }
    }

    private long pidInFile() throws IOException {
        return Long.parseLong(
                Files.readAllLines(directory.resolve("data/postmaster.pid")).get(0));
    }

    private WarehouseDatabase start(int port) throws IOException {
        return WarehouseDatabase.start(directory, TestPrograms.directory(), port);
    }

    private static String single(WarehouseDatabase database, String name, String query) throws SQLException {
        try (Connection connection = database.dataSource(name).getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
