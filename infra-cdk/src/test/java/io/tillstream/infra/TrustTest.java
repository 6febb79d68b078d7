package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who may assume which role, with the keys that AWS's documentation says each service sends. */
@RequiresNode
class TrustTest {
    private static final String OURS = "123456789012";
    private static final String OTHERS = "999999999999";

    /** Redshift management guide, cross-service confused deputy prevention: Serverless names itself by its workgroup. */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void redshiftServerlessMayAssumeTheRoleOfCopy(Synthesised environment) {
        JsonNode trust = trust(environment, "warehouse", "CopyRole");

        for (String service : List.of("redshift-serverless.amazonaws.com", "redshift.amazonaws.com")) {
            assertThat(allows(trust, service, redshift(OURS, "redshift-serverless", "workgroup/0a1b2c")))
                    .as(service)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void redshiftOfAnotherAccountMayNot(Synthesised environment) {
        JsonNode trust = trust(environment, "warehouse", "CopyRole");

        for (String service : List.of("redshift-serverless.amazonaws.com", "redshift.amazonaws.com")) {
            assertThat(allows(trust, service, redshift(OTHERS, "redshift-serverless", "workgroup/0a1b2c")))
                    .isFalse();
        }
        assertThat(allows(trust, "ec2.amazonaws.com", redshift(OURS, "redshift-serverless", "workgroup/0a1b2c")))
                .isFalse();
    }

    /** A role of another account, or of everybody, would be a way in. */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void rolesTrustServicesAndNobodyElse(Synthesised environment) {
        assertThat(environment.all("AWS::IAM::Role")).isNotEmpty().allSatisfy(role -> {
            JsonNode statements = role.at("/Properties/AssumeRolePolicyDocument/Statement");
            assertThat(statements).isNotEmpty().allSatisfy(statement -> {
                assertThat(statement.path("Action").asText()).isEqualTo("sts:AssumeRole");
                assertThat(values(statement.at("/Principal/Service")))
                        .isNotEmpty()
                        .allSatisfy(service -> assertThat(service).endsWith(".amazonaws.com"));
            });
        });
    }

    private static Map<String, String> redshift(String account, String service, String resource) {
        return Map.of(
                "aws:SourceAccount",
                account,
                "aws:SourceArn",
                "arn:aws:" + service + ":us-east-1:" + account + ":" + resource);
    }

    private static JsonNode trust(Synthesised environment, String stage, String role) {
        return StreamSupport.stream(
                        environment
                                .template(stage)
                                .path("Resources")
                                .properties()
                                .spliterator(),
                        false)
                .filter(entry -> entry.getKey().startsWith(role)
                        && entry.getValue().path("Type").asText().equals("AWS::IAM::Role"))
                .map(entry -> entry.getValue().at("/Properties/AssumeRolePolicyDocument"))
                .findFirst()
                .orElseThrow();
    }

    /** Evaluates a trust policy as IAM does: all operators and keys of a condition must hold, of a key's values one. */
    static boolean allows(JsonNode trust, String service, Map<String, String> keys) {
        return StreamSupport.stream(trust.path("Statement").spliterator(), false)
                .filter(statement -> statement.path("Effect").asText().equals("Allow"))
                .filter(statement -> values(statement.at("/Principal/Service")).contains(service))
                .anyMatch(statement -> holds(statement.path("Condition"), keys));
    }

    private static boolean holds(JsonNode condition, Map<String, String> keys) {
        for (Map.Entry<String, JsonNode> operator : condition.properties()) {
            for (Map.Entry<String, JsonNode> key : operator.getValue().properties()) {
                String actual = keys.get(key.getKey());
                boolean one = actual != null
                        && values(key.getValue()).stream().anyMatch(value -> matches(operator.getKey(), value, actual));
                if (!one) {
                    return false;
                }
            }
        }
        return true;
    }

    private static boolean matches(String operator, String value, String actual) {
        return switch (operator) {
            case "StringEquals" -> value.equals(actual);
            case "ArnLike" -> Pattern.matches(Pattern.quote(value).replace("*", "\\E.*\\Q"), actual);
            default -> throw new AssertionError("this test does not know the operator " + operator);
        };
    }

    private static List<String> values(JsonNode node) {
        if (node.isArray()) {
            List<String> values = new ArrayList<>();
            node.forEach(item -> values.addAll(values(item)));
            return values;
        }
        return List.of(text(node));
    }

    private static String text(JsonNode node) {
        if (node.isTextual()) {
            return node.asText();
        }
        if (node.path("Ref").asText().equals("AWS::AccountId")) {
            return OURS;
        }
        StringBuilder joined = new StringBuilder();
        node.at("/Fn::Join/1").forEach(part -> joined.append(text(part)));
        return joined.toString();
    }
}
