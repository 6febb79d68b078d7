package io.tillstream.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

        assertThat(List.of(cdk.bootstrap(), cdk.deploy(), cdk.destroy()))
                .allSatisfy(command -> assertThat(command).startsWith("npx", "--yes", "aws-cdk@2.1148.1"));
        assertThat(cdk.deploy()).contains("--all", "--app", "out");
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
        return new CommandLine(new CloudMain(runner))
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }
}
