package io.tillstream.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.infra.artefact.ArtefactStaging;
import io.tillstream.infra.settings.ContextSettings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Templates of one environment. Each environment is synthesised once for all tests: that takes seconds. */
enum Synthesised {
    SMALL(Map.of("preset", "small")),
    DEV(Map.of("preset", "dev")),
    PROD(Map.of("preset", "prod")),
    /** All that is off by default. */
    EVERYTHING(Map.ofEntries(
            Map.entry("preset", "prod"),
            Map.entry("prefix", "all"),
            Map.entry("account", "123456789012"),
            Map.entry("msk-type", "express"),
            Map.entry("simulator", "true"),
            Map.entry("lake-formation", "true"),
            Map.entry("copy-bucket", "tillstream-copies"),
            Map.entry("copy-key-arn", "arn:aws:kms:eu-west-1:123456789012:key/0123-abcd"),
            Map.entry("warehouse-snapshot-days", "7"),
            Map.entry("glue-launch", "java"),
            Map.entry("writer-image", "123456789012.dkr.ecr.us-east-1.amazonaws.com/tillstream/writer:1.0"),
            Map.entry("alert-email", "ops@example.org"),
            Map.entry("slack-workspace", "T012345678"),
            Map.entry("slack-channel", "C012345678"),
            Map.entry("pagerduty-url", "https://events.pagerduty.com/integration/x/enqueue"),
            Map.entry("analytics", "true"),
            Map.entry("quicksight-principal", "arn:aws:quicksight:us-east-1:123456789012:user/default/a"),
            Map.entry(
                    "quicksight-secret-arn",
                    "arn:aws:secretsmanager:us-east-1:123456789012:secret:all-quicksight-a1B2c3"))),
    /** A network and a cluster that are there already, and data that may be deleted. */
    EXISTING(Map.ofEntries(
            Map.entry("preset", "dev"),
            Map.entry("loader-login", "administrator"),
            Map.entry("probe-login", "administrator"),
            Map.entry("writer-rack", "none"),
            Map.entry("prefix", "own"),
            Map.entry("removal", "destroy"),
            Map.entry("confirm-removal", "own"),
            Map.entry("vpc-id", "vpc-0123456789abcdef0"),
            Map.entry("subnet-ids", "subnet-0123456789abcdef0,subnet-0123456789abcdef1,subnet-0123456789abcdef2"),
            Map.entry("msk-cluster-arn", "arn:aws:kafka:us-east-1:123456789012:cluster/shared/abc-1"),
            Map.entry("msk-security-group-id", "sg-0123456789abcdef0")));

    static final Path ROOT = Path.of(System.getProperty("tillstream.root"));
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> given;
    private Path out;

    Synthesised(Map<String, String> given) {
        this.given = given;
    }

    /** Directory of the templates. */
    synchronized Path out() {
        if (out == null) {
            try {
                Path directory = ROOT.resolve("infra-cdk/target/synthesised").resolve(name());
                ContextSettings context = new ContextSettings().addFile(ROOT.resolve("infra-cdk/cdk.json"));
                given.forEach(context::set);
                Files.createDirectories(directory);
                Tillstream.create(
                                context.settings(),
                                new ArtefactStaging(ROOT, directory.resolveSibling(name() + "-artefacts")).unbuilt(),
                                context.context(),
                                directory)
                        .synth();
                out = directory;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return out;
    }

    /** The template of a stage. */
    JsonNode template(String stage) {
        return templates().get(stage);
    }

    /** All templates by stage. */
    Map<String, JsonNode> templates() {
        Map<String, JsonNode> templates = new TreeMap<>();
        try (Stream<Path> files = Files.list(out())) {
            for (Path file : files.filter(file -> file.toString().endsWith(".template.json"))
                    .toList()) {
                String name = file.getFileName().toString().replace(".template.json", "");
                templates.put(name.substring(name.lastIndexOf('-') + 1), JSON.readTree(Files.readString(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return templates;
    }

    /** Resources of a type in a stage. */
    List<JsonNode> resources(String stage, String type) {
        return StreamSupport.stream(template(stage).path("Resources").spliterator(), false)
                .filter(resource -> resource.path("Type").asText().equals(type))
                .toList();
    }

    /** The one resource of a type in a stage. */
    JsonNode resource(String stage, String type) {
        List<JsonNode> resources = resources(stage, type);
        if (resources.size() != 1) {
            throw new AssertionError(resources.size() + " resources of type " + type + " in " + stage);
        }
        return resources.get(0);
    }

    /** Resources of a type in all stages. */
    List<JsonNode> all(String type) {
        return templates().keySet().stream()
                .flatMap(stage -> resources(stage, type).stream())
                .toList();
    }

    /** Policy statements of all roles whose logical id begins so. */
    List<JsonNode> statements(String stage, String role) {
        return resources(stage, "AWS::IAM::Policy").stream()
                .filter(policy ->
                        policy.path("Properties").path("Roles").toString().contains("\"Ref\":\"" + role))
                .flatMap(policy -> StreamSupport.stream(
                        policy.at("/Properties/PolicyDocument/Statement").spliterator(), false))
                .toList();
    }
}
