package io.tillstream.standins.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.tillstream.standins.process.FreePorts;
import io.tillstream.standins.process.OtherUser;
import io.tillstream.standins.process.TestJvm;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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

    /** The delays go through initdb, the start of the server, and a server that runs; the second start needs no initdb. */
    @ParameterizedTest
    @ValueSource(ints = {100, 900, 1900, 3100, 5000})
    void aTermDuringTheStartLeavesNoServerBehind(int millis) throws Exception {
        for (int start = 0; start < 2; start++) {
            try (TestJvm launcher =
                    TestJvm.start(StartingLauncher.class, directory.toString(), Integer.toString(FreePorts.next()))) {
                assertThat(launcher.readLine()).isEqualTo("STARTING");
                Thread.sleep(start == 0 ? millis : millis / 10);
                launcher.terminate();
                assertThat(launcher.endsWithin(60)).isTrue();
            }
            await().atMost(Duration.ofSeconds(2))
                    .untilAsserted(() -> assertThat(processesOnTheDirectory()).isEmpty());
        }
    }

    private List<String> processesOnTheDirectory() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.flatMap(process -> process.info().commandLine().stream())
                    .filter(line -> line.contains(directory.toString()))
                    .toList();
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
    void anotherUserOfTheMachineGetsInNowhere() throws Exception {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Path home = Files.createDirectory(directory.resolve("postgres"));
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        try (OtherUser other = new OtherUser(Intruder.class);
                WarehouseDatabase database =
                        WarehouseDatabase.start(home, TestPrograms.directory(), FreePorts.next())) {
            String secrets = Files.readString(home.resolve("postgres.password"))
                    + Files.readString(home.resolve("tillstream.password"));
            assertThat(secrets.lines())
                    .hasSize(2)
                    .doesNotHaveDuplicates()
                    .allMatch(line -> line.matches("[0-9a-f]{48}"));

            String tried = other.run(List.of(Integer.toString(database.port()), home.toString()), secrets);

            assertThat(tried.lines()).hasSize(15).allMatch(line -> line.startsWith("shut "));
        }
    }

    @Test
    void theOwnerOfTheDatabasesRunsNothingOutsideThem() throws Exception {
        try (WarehouseDatabase database = start(FreePorts.next());
                Connection connection =
                        database.dataSource(WarehouseDatabase.WAREHOUSE).getConnection();
                Statement statement = connection.createStatement()) {
            assertThat(single(
                            database,
                            WarehouseDatabase.WAREHOUSE,
                            "select rolsuper from pg_roles where rolname = user"))
                    .isEqualTo("f");
            statement.execute("create table output (line text)");
            for (String sql : List.of(
                    "copy output from program 'id'",
                    "copy output to '/tmp/written-by-the-database'",
                    "copy output from '/etc/hostname'",
                    "select pg_read_file('/etc/hostname')",
                    "select lo_import('/etc/hostname')",
                    "alter system set shared_buffers = '1GB'",
                    "alter role tillstream superuser",
                    "set role postgres",
                    "create role other superuser")) {
                assertThatThrownBy(() -> statement.execute(sql)).as(sql).hasMessageContaining("permission denied");
            }
        }
    }

    @Test
    void textIsFoldedInAllLettersAndOrderedByBytes() throws Exception {
        try (WarehouseDatabase database = start(FreePorts.next())) {
            assertThat(
                            single(
                                    database,
                                    WarehouseDatabase.WAREHOUSE,
                                    "select lower('CAFÉ') || upper(' élan ') || initcap('ÉLAN vital') || ('a' < 'Z') || ('é' > 'z')"))
                    .isEqualTo("café ÉLAN Élan Vitalfalsetrue");
        }
    }

    @Test
    void refusesTheDataOfAnEarlierVersion() throws Exception {
        Files.writeString(directory.resolve("complete"), "");

        assertThatThrownBy(() -> start(FreePorts.next()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("earlier version of Tillstream")
                .hasMessageContaining("--fresh");
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
    void doesNotUnpackTheProgramsAgainOverThoseOfARunningServer() throws Exception {
        try (WarehouseDatabase running = start(FreePorts.next())) {
            Path program = Path.of(running.process().info().command().orElseThrow());
            Path mark = program.getParent().getParent().resolve(".exists");
            FileTime unpacked = Files.getLastModifiedTime(program);
            // As it is in a copied clone.
            Files.setLastModifiedTime(mark, FileTime.from(unpacked.toInstant().minusSeconds(5)));

            // Another process: within one, the library remembers that it has unpacked them.
            Path other = directory.resolve("other");
            try (TestJvm launcher =
                    TestJvm.start(KilledLauncher.class, other.toString(), Integer.toString(FreePorts.next()))) {
                assertThat(launcher.readLine()).isEqualTo("STORED");
            } finally {
                WarehouseDatabase.stopLeftOver(other);
            }

            assertThat(Files.getLastModifiedTime(program)).isEqualTo(unpacked);
            assertThat(single(running, WarehouseDatabase.WAREHOUSE, "select 2")).isEqualTo("2");
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

    private static String single(WarehouseDatabase database, String name, String query)
            throws SQLException, IOException {
        try (Connection connection = database.dataSource(name).getConnection();
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getString(1);
        }
    }
}
