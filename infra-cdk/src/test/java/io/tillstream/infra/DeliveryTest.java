package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What GitHub runs: nothing that can change under us, no more rights than needed, and scripts that are there. */
class DeliveryTest {
    private static final Path ROOT = Path.of(System.getProperty("tillstream.root"));
    private static final Pattern USES = Pattern.compile("(?m)^\\s*(?:- )?uses: (\\S+)(.*)$");
    private static final Pattern PINNED = Pattern.compile("[\\w-]+/[\\w.-]+(?:/[\\w.-]+)?@[0-9a-f]{40}");
    private static final Pattern SCRIPT =
            Pattern.compile("(?m)(?:run: |^\\s+)(\\.ci/[\\w-]+|\\./tillstream|\\./mvnw)\\b");

    static Stream<Path> workflows() throws IOException {
        try (Stream<Path> files = Files.list(ROOT.resolve(".github/workflows"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void everyActionIsPinnedByCommitAndSaysItsVersion(Path workflow) throws IOException {
        Matcher uses = USES.matcher(Files.readString(workflow));
        int found = 0;
        while (uses.find()) {
            found++;
            assertThat(uses.group(1)).matches(PINNED);
            assertThat(uses.group(2)).matches(" # v\\d+\\.\\d+\\.\\d+");
        }
        assertThat(found).isPositive();
    }

    /** One action, one commit: a second would be one that nobody looked at. */
    @Test
    void allWorkflowsUseTheSameCommits() throws IOException {
        List<String> pins = new java.util.ArrayList<>();
        for (Path workflow : workflows().toList()) {
            Matcher uses = USES.matcher(Files.readString(workflow));
            while (uses.find()) {
                pins.add(uses.group(1));
            }
        }
        assertThat(pins.stream()
                        .distinct()
                        .map(pin -> pin.replaceFirst("@.*", ""))
                        .toList())
                .doesNotHaveDuplicates();
        // Actions of one repository, as github/codeql-action/init and /analyze, come from one commit as well.
        assertThat(pins.stream()
                        .map(pin -> pin.replaceFirst("^([^/]+/[^/@]+)(?:/[^@]+)?@", "$1@"))
                        .distinct()
                        .map(pin -> pin.replaceFirst("@.*", ""))
                        .toList())
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void rightsAreNamedAndOnlyDeploymentGetsAnIdentity(Path workflow) throws IOException {
        String text = Files.readString(workflow);
        assertThat(text)
                .contains("\npermissions:\n  contents: read\n")
                .doesNotContain("write-all", "pull_request_target");
        assertThat(text.contains("id-token: write")).isEqualTo(workflow.endsWith("deploy.yml"));
        assertThat(text).as("no key of an account").doesNotContainIgnoringCase("aws-secret-access-key");
    }

    @ParameterizedTest
    @MethodSource("workflows")
    void scriptsAreThereAndCanBeRun(Path workflow) throws IOException {
        Matcher script = SCRIPT.matcher(Files.readString(workflow));
        while (script.find()) {
            assertThat(ROOT.resolve(script.group(1))).isExecutable();
        }
    }
}
