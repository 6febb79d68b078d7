package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.infra.base.PipelineStack;
import io.tillstream.infra.lake.Lake;
import io.tillstream.infra.lake.LakeStack;
import io.tillstream.infra.network.Network;
import io.tillstream.infra.network.NetworkStack;
import io.tillstream.infra.settings.ContextSettings;
import io.tillstream.infra.settings.Preset;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.stream.StreamStack;
import io.tillstream.infra.warehouse.WarehouseStack;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.assertions.Template;

/**
 * What a change of settings does to what holds data. A resource in whose place CloudFormation would put a new one would lose its
 * data, or fail, because the name is taken; one that leaves its template is kept.
 */
@RequiresNode
class ReplacementTest {
    private static final Path WRITTEN =
            Synthesised.ROOT.resolve("infra-cdk/src/test/resources/io/tillstream/infra/replacements.txt");

    /** Each is deployed over preset dev, with dev's prefix. */
    private static final Map<String, Map<String, String>> CHANGES = changes();

    private final Map<String, List<String>> replacedBy = replacedBy();

    /** The flags of cdk.json, with which the templates are written. */
    private final Map<String, Object> flags = flags();

    @TempDir
    private Path directory;

    @Test
    void noChangeOfSettingsReplacesWhatHoldsData() throws IOException {
        Map<String, JsonNode> before = stateful(Preset.DEV, Map.of());
        StringBuilder text = new StringBuilder();
        List<String> replaced = new ArrayList<>();
        CHANGES.forEach((name, change) -> {
            Map<String, String> given = new LinkedHashMap<>(change);
            Preset preset = Preset.of(given.getOrDefault("preset", "dev"));
            given.remove("preset");
            given.put("prefix", "tillstream-dev");
            Map<String, JsonNode> after = stateful(preset, given);
            List<String> effects = effects(before, after);
            text.append(name)
                    .append(": ")
                    .append(effects.isEmpty() ? "nothing" : String.join(", ", effects))
                    .append('\n');
            effects.stream()
                    .filter(effect -> effect.startsWith("replaced "))
                    .forEach(effect -> replaced.add(name + ": " + effect));
        });
        assertThat(replaced).isEmpty();
        SnapshotTest.compare(WRITTEN, text.toString());
    }

    /** The test itself: a cluster in other subnets under the same name would be noticed. */
    @Test
    void aReplacedClusterIsNoticed() throws IOException {
        ObjectMapper json = new ObjectMapper();
        Map<String, JsonNode> before = Map.of(
                "stream/Serverless",
                json.readTree(
                        "{\"Type\":\"AWS::MSK::ServerlessCluster\",\"Properties\":{\"VpcConfigs\":[{\"SubnetIds\":[\"a\"]}]}}"));
        Map<String, JsonNode> after = Map.of(
                "stream/Serverless",
                json.readTree(
                        "{\"Type\":\"AWS::MSK::ServerlessCluster\",\"Properties\":{\"VpcConfigs\":[{\"SubnetIds\":[\"b\"]}]}}"));

        assertThat(effects(before, after)).containsExactly("replaced stream/Serverless (VpcConfigs)");
    }

    private static Map<String, Map<String, String>> changes() {
        Map<String, Map<String, String>> changes = new LinkedHashMap<>();
        changes.put("preset small", Map.of("preset", "small"));
        changes.put("preset prod", Map.of("preset", "prod"));
        changes.put("msk-type=express", Map.of("msk-type", "express"));
        changes.put("msk-type=standard", Map.of("msk-type", "standard"));
        changes.put("another zone", Map.of("availability-zones", "use1-az1,use1-az2,use1-az5"));
        changes.put("another range", Map.of("vpc-cidr", "10.62.0.0/16"));
        changes.put(
                "an existing VPC and cluster",
                Map.of(
                        "vpc-id",
                        "vpc-0123456789abcdef0",
                        "subnet-ids",
                        "subnet-0123456789abcdef0,subnet-0123456789abcdef1,subnet-0123456789abcdef2",
                        "msk-cluster-arn",
                        "arn:aws:kafka:us-east-1:123456789012:cluster/shared/abc-1",
                        "msk-security-group-id",
                        "sg-0123456789abcdef0"));
        changes.put("removal=destroy", Map.of("removal", "destroy", "confirm-removal", "tillstream-dev"));
        return changes;
    }

    private List<String> effects(Map<String, JsonNode> before, Map<String, JsonNode> after) {
        List<String> effects = new ArrayList<>();
        before.forEach((id, old) -> {
            JsonNode now = after.get(id);
            if (now == null) {
                assertThat(old.path("DeletionPolicy").asText()).as(id).isEqualTo("RetainExceptOnCreate");
                effects.add("kept, no longer used " + id);
                return;
            }
            replacedBy.get(old.path("Type").asText()).stream()
                    .filter(property -> !old.path("Properties")
                            .at("/" + property)
                            .equals(now.path("Properties").at("/" + property)))
                    .forEach(property -> effects.add("replaced " + id + " (" + property + ")"));
        });
        after.keySet().stream().filter(id -> !before.containsKey(id)).forEach(id -> effects.add("new " + id));
        return effects;
    }

    /** Resources that hold data, by stage and logical id. */
    private Map<String, JsonNode> stateful(Preset preset, Map<String, String> given) {
        Settings settings = Settings.of(preset, given);
        App app = new App(AppProps.builder()
                .outdir(directory.toString())
                .context(flags)
                .analyticsReporting(false)
                .build());
        LakeStack lakeStack = new LakeStack(app, settings);
        Lake lake = lakeStack.lake();
        NetworkStack networkStack = new NetworkStack(app, settings, lake);
        Network network = networkStack.network();
        StreamStack stream = new StreamStack(app, settings, lake, network);
        WarehouseStack warehouse = new WarehouseStack(app, settings, lake, network);
        Map<String, JsonNode> found = new TreeMap<>();
        for (PipelineStack stack : Stream.of(lakeStack, stream, warehouse).toList()) {
            JsonNode template =
                    new ObjectMapper().valueToTree(Template.fromStack(stack).toJSON());
            String stage = stack.getStackName().replaceFirst(".*-", "");
            template.path("Resources").properties().stream()
                    .filter(entry ->
                            replacedBy.containsKey(entry.getValue().path("Type").asText()))
                    .forEach(entry -> found.put(stage + "/" + entry.getKey(), entry.getValue()));
        }
        return found;
    }

    private static Map<String, Object> flags() {
        Map<String, Object> flags = new LinkedHashMap<>(new ContextSettings()
                .addFile(Synthesised.ROOT.resolve("infra-cdk/cdk.json"))
                .context());
        flags.put("@aws-cdk/core:defaultCrossStackReferences", "weak");
        return flags;
    }

    private static Map<String, List<String>> replacedBy() {
        try (InputStream in = ReplacementTest.class.getResourceAsStream("replaced-by.json")) {
            Map<String, List<String>> types = new TreeMap<>();
            new ObjectMapper().readTree(in).path("types").properties().forEach(entry -> {
                List<String> properties = new ArrayList<>();
                entry.getValue().forEach(property -> properties.add(property.asText()));
                types.put(entry.getKey(), properties);
            });
            return types;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
