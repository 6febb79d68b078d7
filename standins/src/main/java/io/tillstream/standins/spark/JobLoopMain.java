package io.tillstream.standins.spark;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Runs Spark jobs, one after the other, in one JVM, as standard input asks for them. This class runs on the class path
 * of the jobs, without this module's libraries, so it uses the JDK only.
 *
 * <p>A line is a job: the main class, then its arguments, separated by tabs. {@code warm} creates the Spark session ahead
 * of the first job. After each line one line goes to standard output: {@value #DONE_OK}, or {@value #DONE_FAILED} with
 * exception class and message; the stack trace goes to standard error. The end of standard input ends the process at
 * once, in the middle of a job too: the process that asked for the job is gone.
 */
public final class JobLoopMain {
    /**
     * The environment variable with settings that other users of the machine must not see in the process's arguments: lines of
     * {@code key=value}, each a system property before the first job.
     */
    public static final String SETTINGS = "TILLSTREAM_SPARK_SETTINGS";

    /** Ends the output of a job that returned. */
    public static final String DONE_OK = "TILLSTREAM_JOB_DONE ok";

    /** Begins the line that ends the output of a job that threw: then a blank, the class, a colon and the message. */
    public static final String DONE_FAILED = "TILLSTREAM_JOB_DONE failed";

    /** The line that asks for the Spark session instead of a job. */
    public static final String WARM = "warm";

    private final PrintStream out;

    JobLoopMain(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs jobs until standard input ends.
     *
     * @param args none
     * @throws InterruptedException if the loop's thread is interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        // In every locale: the reader of the results expects UTF-8.
        System.setOut(new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8));
        String settings = System.getenv(SETTINGS);
        if (settings != null) {
            settings.lines().forEach(line -> {
                int equals = line.indexOf('=');
                System.setProperty(line.substring(0, equals), line.substring(equals + 1));
            });
        }
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread reader = new Thread(() -> readUntilEnd(lines), "job-lines");
        reader.setDaemon(true);
        reader.start();
        JobLoopMain loop = new JobLoopMain(System.out);
        while (true) {
            loop.run(lines.take());
        }
    }

    private static void readUntilEnd(BlockingQueue<String> lines) {
        try {
            BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException broken) {
            System.err.println("The job runner's input broke, ending: " + broken.getMessage());
        }
        System.exit(0);
    }

    /** Runs one line and reports how it ended; nothing that a job throws ends the loop. */
    void run(String line) {
        try {
            if (WARM.equals(line)) {
                warm();
            } else {
                String[] words = line.split("\t", -1);
                Class<?> main = Class.forName(words[0]);
                Object arguments = Arrays.copyOfRange(words, 1, words.length);
                main.getMethod("main", String[].class).invoke(null, arguments);
            }
            report(DONE_OK);
        } catch (InvocationTargetException thrown) {
            fail(thrown.getCause());
        } catch (ReflectiveOperationException unusable) {
            fail(unusable);
        }
    }

    private static void warm() throws ReflectiveOperationException {
        Object builder = Class.forName("org.apache.spark.sql.SparkSession")
                .getMethod("builder")
                .invoke(null);
        builder.getClass().getMethod("getOrCreate").invoke(builder);
    }

    private void fail(Throwable failure) {
        failure.printStackTrace();
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        report(DONE_FAILED + " " + failure.getClass().getName() + ": " + message);
    }

    private void report(String outcome) {
        out.println(outcome);
        out.flush();
    }
}
