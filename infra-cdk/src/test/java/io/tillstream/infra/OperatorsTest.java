package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An operator has the tools that the pages name, and the rights to use them. */
@RequiresNode
class OperatorsTest {
    private static final Pattern COMMAND = Pattern.compile("(?m)\\baws ([a-z0-9-]+) ([a-z0-9-]+)");

    /** Commands whose action has another name, or more than one. */
    private static final Map<String, Set<String>> ACTIONS = Map.of(
            "logs tail", Set.of("logs:FilterLogEvents"),
            "ecs wait", Set.of("ecs:DescribeServices"),
            "sqs start-message-move-task",
                    Set.of("sqs:StartMessageMoveTask", "sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:SendMessage"),
            "sts get-caller-identity", Set.of());

    /** What changes or undoes data, or passes a role on: for an administrator, as docs/how-to/operating-on-aws.md says. */
    private static final Set<String> ADMINISTRATORS = Set.of(
            "application-autoscaling register-scalable-target",
            "ecs run-task",
            "redshift-serverless restore-from-recovery-point",
            "s3 sync",
            "s3api delete-object",
            "s3api get-bucket-logging",
            "s3api list-object-versions",
            "scheduler update-schedule",
            "sqs purge-queue");

    private static final Map<String, String> SERVICES =
            Map.of("stepfunctions", "states", "service-quotas", "servicequotas");

    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void athenasResultsStayEncryptedInTheLakeWhereTheyAreForgotten(Synthesised environment) {
        JsonNode configuration =
                environment.resource("operators", "AWS::Athena::WorkGroup").at("/Properties/WorkGroupConfiguration");
        assertThat(configuration.path("EnforceWorkGroupConfiguration").asBoolean())
                .isTrue();
        assertThat(configuration.path("BytesScannedCutoffPerQuery").asLong()).isEqualTo(1L << 40);
        assertThat(configuration.at("/ResultConfiguration/OutputLocation").toString())
                .contains("/state/results/athena/");
        assertThat(configuration
                        .at("/ResultConfiguration/EncryptionConfiguration/EncryptionOption")
                        .asText())
                .isEqualTo("SSE_KMS");
        assertThat(environment.resources("lake", "AWS::S3::Bucket").toString())
                .contains("\"Id\":\"forget-results\",\"Prefix\":\"state/results/\"");
    }

    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void thePoliciesAreAttachedToNobody(Synthesised environment) {
        assertThat(environment.resources("operators", "AWS::IAM::ManagedPolicy"))
                .hasSize(3)
                .allSatisfy(policy -> assertThat(policy.path("Properties").has("Roles")
                                || policy.path("Properties").has("Users")
                                || policy.path("Properties").has("Groups"))
                        .isFalse());
    }

    /** At three in the morning a runbook's command must not end with "not authorized". */
    @Test
    void whoIsOnCallMayRunTheRunbooksCommandsButAFewOfAnAdministrators() throws IOException {
        Set<String> allowed = new TreeSet<>();
        Synthesised.DEV
                .resources("operators", "AWS::IAM::ManagedPolicy")
                .forEach(policy -> policy.at("/Properties/PolicyDocument/Statement")
                        .forEach(statement -> {
                            JsonNode actions = statement.path("Action");
                            if (actions.isTextual()) {
                                allowed.add(actions.asText());
                            }
                            actions.forEach(action -> allowed.add(action.asText()));
                        }));
        Set<String> needed = new TreeSet<>();
        Set<String> administrators = new TreeSet<>();
        try (Stream<Path> runbooks = Files.list(Synthesised.ROOT.resolve("docs/how-to/runbooks"))) {
            for (Path runbook : runbooks.toList()) {
                Matcher command = COMMAND.matcher(Files.readString(runbook));
                while (command.find()) {
                    String name = command.group(1) + " " + command.group(2);
                    if (ADMINISTRATORS.contains(name)) {
                        administrators.add(name);
                    } else {
                        needed.addAll(ACTIONS.getOrDefault(name, Set.of(action(command.group(1), command.group(2)))));
                    }
                }
            }
        }
        assertThat(needed).hasSizeGreaterThan(20).contains("athena:StartQueryExecution");
        assertThat(allowed).containsAll(needed);
        assertThat(administrators).isEqualTo(ADMINISTRATORS);
        assertThat(Files.readString(Synthesised.ROOT.resolve("docs/how-to/operating-on-aws.md")))
                .contains(ADMINISTRATORS.stream()
                        .map(name -> "`aws " + name + "`")
                        .toList());
    }

    private static String action(String service, String command) {
        StringBuilder action = new StringBuilder(SERVICES.getOrDefault(service, service)).append(':');
        for (String word : command.split("-", -1)) {
            action.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
        }
        return action.toString();
    }
}
