package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@RequiresNode
class NagTest {
    private static final Pattern LINE =
            Pattern.compile("\"([^\"]*)\",\"([^\"]*)\",\"([^\"]*)\",\"((?:[^\"]|\"\")*)\",.*");
    private static final Path ACCEPTED =
            Synthesised.ROOT.resolve("infra-cdk/src/test/resources/io/tillstream/infra/nag-accepted.txt");

    private record Finding(String rule, String resource, String compliance, String reason) {
        /** Prefix, hashes and account apart. */
        String line() {
            String resourceName =
                    resource.replaceFirst("^[a-z-]+-([a-z]+/)", "$1").replaceAll("AWS[0-9a-f]{32}", "AWS…");
            Matcher detail = Pattern.compile("^\\[(.*?)] ").matcher(reason);
            String found = detail.find() ? " " + detail.group(1) : "";
            return rule + " " + resourceName
                    + found.replaceAll("tillstream-(dev|small)", "PREFIX")
                            .replaceAll("\\btillstream\\b(?=-lake|/)", "PREFIX")
                            .replaceAll("<[A-Za-z]+[0-9A-F]{8}\\.Arn>", "<Arn>");
        }
    }

    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void noFindingStaysUnexplained(Synthesised environment) throws IOException {
        assertThat(SynthesisErrors.in(environment.out())).isEmpty();
        List<Finding> findings = findings(environment);
        assertThat(findings).isNotEmpty();
        assertThat(findings).noneMatch(finding -> finding.compliance.equals("Non-Compliant"));
        assertThat(findings)
                .filteredOn(finding -> finding.compliance.equals("Suppressed"))
                .allSatisfy(finding ->
                        assertThat(finding.reason.replaceFirst("^\\[.*?] ", "")).hasSizeGreaterThan(40));
    }

    @Test
    void whatIsAcceptedIsWrittenDown() throws IOException {
        Set<String> accepted = new TreeSet<>();
        for (Synthesised environment : List.of(Synthesised.SMALL, Synthesised.DEV, Synthesised.PROD)) {
            findings(environment).stream()
                    .filter(finding -> finding.compliance.equals("Suppressed"))
                    .map(Finding::line)
                    .forEach(accepted::add);
        }
        SnapshotTest.compare(ACCEPTED, String.join("\n", accepted) + "\n");
    }

    private static List<Finding> findings(Synthesised environment) throws IOException {
        List<Finding> findings = new ArrayList<>();
        try (Stream<Path> files = Files.list(environment.out())) {
            for (Path file : files.filter(name -> name.toString().endsWith("NagReport.csv"))
                    .toList()) {
                Files.readAllLines(file).stream()
                        .map(LINE::matcher)
                        .filter(Matcher::matches)
                        .map(match -> new Finding(match.group(1), match.group(2), match.group(3), match.group(4)))
                        .forEach(findings::add);
            }
        }
        return findings;
    }
}
