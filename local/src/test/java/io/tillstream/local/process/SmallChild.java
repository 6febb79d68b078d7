package io.tillstream.local.process;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

/** A child process for tests: does what its first argument says. */
public final class SmallChild {
    private SmallChild() {}

    /** Runs one of the acts. */
    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "say" -> Arrays.stream(args).skip(1).forEach(System.out::println);
            case "die" -> {
                System.out.println(args[1]);
                System.exit(7);
            }
            case "wait" -> {
                System.out.println("waiting");
                Thread.currentThread().join();
            }
            case "tidy" -> {
                Runtime.getRuntime().addShutdownHook(new Thread(SmallChild::tidy));
                System.out.println("waiting");
                Thread.currentThread().join();
            }
            case "echo" -> echo();
            case "environment" -> System.getenv().forEach((name, value) -> System.out.println(name + "=" + value));
            case "parent" -> parent(Path.of(args[1]));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static void tidy() {
        try {
            Thread.sleep(300);
            System.out.println("tidied");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void echo() throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        System.out.println(in.readLine());
        Thread.currentThread().join();
    }

    private static void parent(Path logs) throws Exception {
        Supervisor supervisor = new Supervisor(logs);
        ChildProcess child = supervisor.start(SupervisorTest.spec("grandchild", "wait"), line -> {});
        System.out.println(child.process().pid());
        Thread.currentThread().join();
    }
}
