package io.tillstream.standins.postgres;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Stream;

/** What a curious user of the machine tries. A line of output for each door: {@code OPEN} or {@code shut}. */
final class Intruder {
    private Intruder() {}

    /** Arguments: port, home of the database. Standard input: the secrets, a line each, to look for in other processes' arguments. */
    public static void main(String[] args) throws IOException {
        for (String role : List.of("postgres", "tillstream", "nobody")) {
            for (String password : List.of("", role, "postgres")) {
                connect(args[0], role, password);
            }
        }
        Path home = Path.of(args[1]);
        for (String file :
                List.of("", "postgres.password", "tillstream.password", "postgres.log", "data/postgresql.conf")) {
            read(home.resolve(file));
        }
        List<String> secrets = new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            boolean seen = all.map(ProcessHandle::pid)
                    .map(pid -> commandLine(Path.of("/proc", pid.toString(), "cmdline")))
                    .anyMatch(line -> secrets.stream().anyMatch(line::contains));
            say(seen, "a password in the arguments of a process");
        }
    }

    private static void connect(String port, String role, String password) {
        String what = "as " + role + " with password '" + password + "'";
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/warehouse", role, password);
                Statement statement = connection.createStatement()) {
            statement.execute("create temp table output (line text)");
            statement.execute("copy output from program 'id'");
            say(true, what);
        } catch (SQLException refused) {
            say(false, what + ": " + refused.getMessage());
        }
    }

    private static void read(Path file) {
        say(Files.isReadable(file), file.toString());
    }

    private static String commandLine(Path file) {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (IOException unreadable) {
            return "";
        }
    }

    private static void say(boolean open, String what) {
        System.out.println((open ? "OPEN " : "shut ") + what);
    }
}
