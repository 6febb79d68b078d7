package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.infra.artefact.ArtefactStaging;
import io.tillstream.infra.settings.ContextSettings;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.settings.SettingsException;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Thirty drawn combinations of settings give templates that CloudFormation's schema, cdk-nag and cfn-lint accept. cfn-lint is run
 * where it is installed.
 */
@RequiresNode
@Tag("long")
class DrawnSettingsTest {
    private static final int COMBINATIONS = Integer.getInteger("tillstream.combinations", 30);
    private static final long SEED = Long.getLong("tillstream.seed", 20261201L);

    /** What cfn-lint 1.51 wrongly refuses, by a part of its message. */
    private static final List<String> FALSE_ALARMS = List.of(
            // Its list of runtimes is older than the Amazon Linux 2023 variant (Lambda guide, runtimes).
            "'java17.al2023' is not one of",
            // Its schema of AWS::CloudWatch::Dashboard is older than the property.
            "Additional properties are not allowed ('Tags' was unexpected)");

    private static final Map<String, List<String>> CHOICES = choices();

    @Test
    void drawnCombinationsOfSettingsGiveTemplatesThatAreAccepted() throws IOException, InterruptedException {
        Random random = new Random(SEED);
        System.out.println("seed " + SEED + ", " + COMBINATIONS + " combinations");
        Path root = Synthesised.ROOT.resolve("infra-cdk/target/drawn");
        List<String> templates = new ArrayList<>();
        for (int i = 0; i < COMBINATIONS; i++) {
            Map<String, String> given = draw(random);
            Path out = Files.createDirectories(root.resolve(Integer.toString(i)));
            synthesise(given, out);
            assertThat(SynthesisErrors.in(out)).as(given.toString()).isEmpty();
            try (Stream<Path> files = Files.list(out)) {
                files.map(Path::toString)
                        .filter(name -> name.endsWith(".template.json"))
                        .forEach(templates::add);
            }
        }
        assertThat(templates).hasSizeGreaterThan(8 * COMBINATIONS);
        lint(templates);
    }

    /** CDK's rules hold the template against CloudFormation's schema: an error ends the synthesis. */
    private static void synthesise(Map<String, String> given, Path out) {
        ContextSettings context = new ContextSettings().addFile(Synthesised.ROOT.resolve("infra-cdk/cdk.json"));
        given.forEach(context::set);
        Tillstream.create(
                        context.settings(),
                        new ArtefactStaging(Synthesised.ROOT, out.resolveSibling("artefacts")).unbuilt(),
                        context.context(),
                        out)
                .synth();
    }

    private static Map<String, String> draw(Random random) {
        while (true) {
            Map<String, String> given = new LinkedHashMap<>();
            CHOICES.forEach((name, values) -> {
                if (name.equals("preset") || random.nextInt(3) == 0) {
                    String value = values.get(random.nextInt(values.size()));
                    for (String part : (name + "=" + value).split(";", -1)) {
                        given.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
                    }
                }
            });
            ContextSettings context = new ContextSettings();
            given.forEach(context::set);
            try {
                Settings settings = context.settings();
                assertThat(settings).isNotNull();
                return given;
            } catch (SettingsException refused) {
                // Two drawn values do not go together; that is what the check is for.
            }
        }
    }

    private static void lint(List<String> templates) throws IOException, InterruptedException {
        boolean installed = Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                .anyMatch(directory -> Files.isExecutable(Path.of(directory, "cfn-lint")));
        if (!installed) {
            System.out.println("SKIPPED cfn-lint: it is not installed");
            return;
        }
        List<String> command = new ArrayList<>(
                // E3601 looks at definitions of state machines before their substitutions are put in.
                List.of("cfn-lint", "--ignore-checks", "W", "I", "E3601", "--format", "parseable", "--template"));
        command.addAll(templates);
        Process lint = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> findings = new String(lint.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .filter(line -> !line.isBlank())
                .filter(line -> FALSE_ALARMS.stream().noneMatch(line::contains))
                .toList();
        lint.waitFor();
        assertThat(findings).isEmpty();
    }

    private static Map<String, List<String>> choices() {
        String vpc =
                "vpc-0123456789abcdef0;subnet-ids=subnet-0123456789abcdef0,subnet-0123456789abcdef1,subnet-0123456789abcdef2";
        Map<String, List<String>> choices = new LinkedHashMap<>();
        choices.put("preset", List.of("small", "dev", "prod"));
        choices.put("prefix", List.of("abc", "a-name-of-20-letters"));
        choices.put("account", List.of("123456789012"));
        choices.put("region", List.of("us-east-2", "us-west-1", "eu-west-1", "ap-northeast-1"));
        choices.put("vpc-cidr", List.of("10.0.0.0/21", "172.16.0.0/16"));
        choices.put("endpoint-zones", List.of("1", "2", "3"));
        choices.put("msk-type", List.of("serverless", "express", "standard"));
        choices.put("standard-brokers", List.of("2", "3", "4"));
        choices.put("express-brokers", List.of("3", "6"));
        choices.put(
                "vpc-id",
                List.of(
                        vpc,
                        vpc + ";msk-cluster-arn=arn:aws:kafka:us-east-1:123456789012:cluster/shared/abc-1"
                                + ";msk-security-group-id=sg-0123456789abcdef0"));
        choices.put("partitions", List.of("12", "100"));
        choices.put("simulator", List.of("true"));
        choices.put("writer-rack", List.of("none"));
        choices.put("writer-image", List.of("123456789012.dkr.ecr.us-east-1.amazonaws.com/tillstream/writer:1.0"));
        choices.put("glue-launch", List.of("java"));
        choices.put("glue-worker", List.of("G.2X"));
        choices.put("bronze-cold-days", List.of("30"));
        choices.put("lake-request-metrics", List.of("true", "false"));
        choices.put("lake-formation", List.of("true"));
        choices.put("copy-bucket", List.of("copies;copy-key-arn=arn:aws:kms:eu-central-1:123456789012:key/0123-abcd"));
        choices.put("redshift-base-rpu", List.of("4", "8"));
        choices.put("redshift-daily-rpu-hours", List.of("0", "100"));
        choices.put("warehouse-snapshot-days", List.of("7"));
        choices.put("loader-login", List.of("administrator"));
        choices.put("probe-login", List.of("administrator"));
        choices.put("sweep-minutes", List.of("5", "60", "1440"));
        choices.put("alert-email", List.of("ops@example.org"));
        choices.put("slack-workspace", List.of("T012345678;slack-channel=C012345678"));
        choices.put("monthly-budget-usd", List.of("0"));
        choices.put("reconcile", List.of("false"));
        choices.put("probe-minutes", List.of("0", "15"));
        choices.put("removal", List.of("destroy;confirm-removal=abc", "destroy;confirm-removal=tillstream"));
        return choices;
    }
}
