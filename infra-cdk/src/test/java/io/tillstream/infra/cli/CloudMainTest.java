package io.tillstream.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CloudMainTest {
    private final List<List<String>> ran = new ArrayList<>();
    private final StringWriter errors = new StringWriter();

    @TempDir
    private Path directory;

    @Test
    void theCommandLineOfTheCdkHasOneVersion() {
        CdkCommands cdk = new CdkCommands(Path.of("out"));

        assertThat(List.of(cdk.bootstrap(List.of(), Optional.empty()), cdk.deploy(), cdk.destroy(List.of("a-ingest"))))
                .allSatisfy(command -> assertThat(command).startsWith("npx", "--yes", "aws-cdk@2.1148.1"));
        assertThat(cdk.deploy()).contains("--all", "--app", "out");
        assertThat(cdk.bootstrap(List.of(), Optional.empty()))
                .doesNotContain("--cloudformation-execution-policies", "--custom-permissions-boundary");
        assertThat(cdk.bootstrap(List.of("arn:one", "arn:two"), Optional.of("limits")))
                .containsSubsequence(
                        "--cloudformation-execution-policies",
                        "arn:one,arn:two",
                        "--custom-permissions-boundary",
                        "limits");
    }

    @Test
    void wrongSettingsDeployNothing() {
        assertThat(run("deploy", "--root", directory.toString(), "--set", "partitions=0"))
                .isEqualTo(2);
        assertThat(run("destroy", "--root", directory.toString(), "--set", "removal=destroy"))
                .isEqualTo(2);
        assertThat(ran).isEmpty();
    }

    @Test
    void whatIsNotBuiltIsNotDeployed() {
        assertThat(run("deploy", "--root", directory.toString())).isEqualTo(2);
        assertThat(ran).isEmpty();
    }

    @Test
    void unknownOptionsAreRefused() {
        assertThat(run("deploy", "--presett", "dev")).isEqualTo(2);
    }

    private int run(String... arguments) {
        CommandRunner runner = command -> {
            ran.add(command);
            throw new IOException("not in this test");
        };
        return new CommandLine(new CloudMain(runner, region -> {
                    throw new AssertionError("nobody asks CloudFormation before the templates are written");
                }))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
