package io.tillstream.infra.states;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.tillstream.infra.transform.Workflow;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The state machine and the local run start the same jobs in the same order, given that the jobs answer the same. */
class LocalOrderTest {
    private static final Path LOCAL = Path.of(System.getProperty("tillstream.root"), "local/target/classes");

    /** Stands for what Silver throws when the gate blocks a batch. */
    private static final class Blocked extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20})
    void silverUntilNothingIsLeftThenGold(int rounds) throws Exception {
        List<Boolean> more = new ArrayList<>(java.util.Collections.nCopies(rounds - 1, true));
        more.add(false);
        List<String> onAws = onAws(more.iterator());
        assertThat(onAws).hasSize(rounds + 1).endsWith("silver", "gold");
        assertThat(locally(more.iterator())).isEqualTo(onAws);
    }

    @Test
    void aBlockedBatchReachesGoldInNeither() throws Exception {
        List<Boolean> none = List.of();
        assertThat(onAws(none.iterator())).containsExactly("silver");
        assertThat(locally(none.iterator())).containsExactly("silver");
    }

    /** Silver answers {@code more} in turn; with no answer left, its gate blocks. */
    private static List<String> onAws(Iterator<Boolean> more) throws Exception {
        List<String> jobs = new ArrayList<>();
        Scene scene = new Scene()
                .on(
                        "aws-sdk:sfn:listExecutions",
                        none -> Map.of("Executions", List.of(Map.of("ExecutionArn", "arn:this"))))
                .on("aws-sdk:cloudwatch:putMetricData", none -> Map.of())
                .on("glue:startJobRun.sync", arguments -> {
                    jobs.add(arguments.get("JobName").equals("${SilverJob}") ? "silver" : "gold");
                    if (!more.hasNext() && jobs.equals(List.of("silver"))) {
                        throw new Scene.TaskFailed("States.TaskFailed", "QualityGateException");
                    }
                    return Map.of("Id", "jr_1");
                })
                .on("aws-sdk:s3:getObject", arguments -> {
                    String status = more.hasNext() ? "published" : "blocked";
                    boolean silver = arguments.get("Key").toString().contains("/silver-");
                    return Map.of(
                            "Body",
                            silver
                                    ? "{\"status\":\"" + status + "\",\"more\":" + (more.hasNext() && more.next()) + "}"
                                    : "{\"status\":\"published\",\"fact_rows\":1}");
                });
        new Interpreter(Workflow.text("pipeline.asl.json"), scene).run();
        return jobs;
    }

    private static List<String> locally(Iterator<Boolean> more) throws Exception {
        assumeTrue(Files.isDirectory(LOCAL), "SKIPPED: module local is not built, its order is unknown");
        List<String> jobs = new ArrayList<>();
        try (URLClassLoader loader = new URLClassLoader(new URL[] {LOCAL.toUri().toURL()}, null)) {
            Class<?> order = Class.forName("io.tillstream.local.pipeline.RoundOrder", true, loader);
            var repeat = order.getMethod("repeatSilver", BooleanSupplier.class);
            BooleanSupplier once = () -> {
                jobs.add("silver");
                if (!more.hasNext()) {
                    throw new Blocked();
                }
                return more.next();
            };
            Runnable silver = () -> invoke(() -> repeat.invoke(null, once));
            try {
                invoke(() -> order.getMethod("run", Runnable.class, Runnable.class, Runnable.class)
                        .invoke(null, (Runnable) () -> {}, silver, (Runnable) () -> jobs.add("gold")));
            } catch (Blocked e) {
                assertThat(jobs).isNotEmpty();
            }
        }
        return jobs;
    }

    @FunctionalInterface
    private interface Call {
        void run() throws ReflectiveOperationException;
    }

    private static void invoke(Call call) {
        try {
            call.run();
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new AssertionError(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
    }
}
