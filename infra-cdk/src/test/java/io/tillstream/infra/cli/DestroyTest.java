package io.tillstream.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.infra.RequiresNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@RequiresNode
class DestroyTest {
    private final List<List<String>> ran = new ArrayList<>();
    private final StringWriter out = new StringWriter();

    /** `cdk destroy --all` stops at the first protected stack; what it leaves costs money, and nobody says so. */
    @Test
    void itDeletesWhatHoldsNoDataAndSaysWhatTheRestCosts() {
        assertThat(run("--preset", "dev")).isZero();

        assertThat(ran).hasSize(1);
        assertThat(ran.get(0))
                .contains(
                        "tillstream-dev-monitoring",
                        "tillstream-dev-ingest",
                        "tillstream-dev-transform",
                        "tillstream-dev-loading")
                .doesNotContain(
                        "--all",
                        "tillstream-dev-lake",
                        "tillstream-dev-network",
                        "tillstream-dev-stream",
                        "tillstream-dev-warehouse");
        assertThat(out.toString())
                .contains(
                        "These stacks stay, with all data: tillstream-dev-lake, tillstream-dev-network, tillstream-dev-stream,"
                                + " tillstream-dev-warehouse.")
                // 0.75 × 730 + 0.0015 × 4 × 730, three endpoints, a key and a secret
                .contains("about 575.35 USD a month", "Kafka: MSK Serverless 551.88", "interface endpoints 21.91");
    }

    @Test
    void withBothKeysItDeletesAll() {
        assertThat(run("--set", "removal=destroy", "--set", "confirm-removal=tillstream-dev"))
                .isZero();

        assertThat(ran.get(0)).contains("tillstream-dev-lake", "tillstream-dev-network", "tillstream-dev-ingest");
        assertThat(out.toString()).doesNotContain("These stacks stay");
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("destroy", "--root", System.getProperty("tillstream.root")));
        all.addAll(List.of(arguments));
        CommandRunner runner = command -> {
            ran.add(command);
            return 0;
        };
        return new CommandLine(new CloudMain(runner, region -> {
                    throw new AssertionError("destroy asks nothing of CloudFormation itself");
                }))
                .setOut(new PrintWriter(out, true))
                .execute(all.toArray(String[]::new));
    }
}
