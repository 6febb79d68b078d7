package io.tillstream.operations.aws;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The names that commands derive are those of the templates, which infra-cdk's snapshots keep. */
class DeployedNamesTest {
    @ParameterizedTest
    @CsvSource({"dev, tillstream-dev", "prod, tillstream"})
    void areThoseOfTheTemplates(String preset, String prefix) throws Exception {
        DeployedNames names = new DeployedNames(prefix);

        assertThat(values(preset, "warehouse", "AWS::RedshiftServerless::Workgroup", "WorkgroupName"))
                .containsExactly(names.workgroup());
        assertThat(values(preset, "warehouse", "AWS::RedshiftServerless::Namespace", "DbName"))
                .containsExactly(DeployedNames.DATABASE);
        assertThat(values(preset, "loading", "AWS::Lambda::Function", "FunctionName"))
                .contains(names.loader());
        assertThat(values(preset, "loading", "AWS::Lambda::Alias", "Name")).containsExactly(DeployedNames.LOADER_ALIAS);
        assertThat(values(preset, "transform", "AWS::Glue::Job", "Name")).contains(names.supersedeJob());
        assertThat(values(preset, "transform", "AWS::StepFunctions::StateMachine", "StateMachineName"))
                .containsExactly(names.pipeline());
        assertThat(values(preset, "monitoring", "AWS::StepFunctions::StateMachine", "StateMachineName"))
                .contains(names.reconcile());
        assertThat(values(preset, "lake", "AWS::S3::Bucket", "BucketName"))
                .containsExactly(names.lakeBucket("ACCOUNT", "us-east-1"));
    }

    /** A property of every resource of a type that has it; the account, known at deployment, as {@code ACCOUNT}. */
    private static List<String> values(String preset, String stack, String type, String property) throws IOException {
        Path snapshots = Path.of(System.getProperty("tillstream.root"))
                .resolve("infra-cdk/src/test/resources/io/tillstream/infra/snapshots");
        JsonNode template = new ObjectMapper()
                .readTree(snapshots.resolve(preset + "-" + stack + ".json").toFile());
        List<String> values = new ArrayList<>();
        for (JsonNode resource : template.path("Resources")) {
            JsonNode value = resource.path("Properties").path(property);
            if (resource.path("Type").asText().equals(type) && !value.isMissingNode()) {
                values.add(text(value));
            }
        }
        return values;
    }

    private static String text(JsonNode value) {
        if (value.has("Ref")) {
            return value.path("Ref").asText().equals("AWS::AccountId") ? "ACCOUNT" : "?";
        }
        if (!value.has("Fn::Join")) {
            return value.asText();
        }
        StringBuilder joined = new StringBuilder();
        value.path("Fn::Join").path(1).forEach(part -> joined.append(text(part)));
        return joined.toString();
    }
}
