package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The policy for CloudFormation, instead of the CDK's default AdministratorAccess, covers what the templates make. */
@RequiresNode
class BootstrapPolicyTest {
    /** Services whose actions begin with another word than their resource types. */
    private static final Map<String, String> ACTIONS = Map.of(
            "msk", "kafka",
            "stepfunctions", "states",
            "redshiftserverless", "redshift-serverless",
            "applicationautoscaling", "application-autoscaling");

    private final JsonNode policy = policy();

    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void everyResourceIsOfAServiceThatThePolicyAllows(Synthesised environment) {
        Set<String> needed = new TreeSet<>();
        environment
                .templates()
                .values()
                .forEach(template -> template.path("Resources").forEach(resource -> {
                    String[] type = resource.path("Type").asText().split("::", -1);
                    if (type[0].equals("AWS")
                            && !Set.of("CloudFormation", "IAM").contains(type[1])) {
                        String service = type[1].toLowerCase(Locale.ROOT);
                        needed.add(ACTIONS.getOrDefault(service, service) + ":*");
                    }
                }));
        assertThat(needed).hasSizeGreaterThan(12);
        assertThat(actions("Services")).containsAll(needed);
    }

    /** Whoever may make any role has every right; this one makes and passes on the pipeline's roles alone. */
    @Test
    void itMakesNoRoleButThePipelines() {
        assertThat(policy.path("Statement")).allSatisfy(statement -> {
            assertThat(statement.path("Action").toString()).doesNotContain("\"*\"", "iam:*");
            if (statement.path("Action").toString().contains("iam:")) {
                assertThat(statement.path("Resource").asText())
                        .matches(".*(:role/|:policy/)(tillstream|aws-service-role/)\\*");
            }
        });
    }

    private Set<String> actions(String sid) {
        Set<String> actions = new TreeSet<>();
        policy.path("Statement").forEach(statement -> {
            if (statement.path("Sid").asText().equals(sid)) {
                statement.path("Action").forEach(action -> actions.add(action.asText()));
            }
        });
        return actions;
    }

    private static JsonNode policy() {
        try {
            return new ObjectMapper()
                    .readTree(Files.readString(Synthesised.ROOT.resolve("infra-cdk/bootstrap/execution-policy.json")));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
