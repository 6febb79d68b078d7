package io.tillstream.infra.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The templates of a deployment, as the CDK's command line reads them.
 *
 * @param directory where they are
 */
record Assembly(Path directory) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String STACK = "aws:cloudformation:stack";
    private static final String PROTECTION = "terminationProtection";

    /**
     * A stack.
     *
     * @param name its name
     * @param region where it goes
     * @param keepsFromDeletion whether it is to have termination protection
     */
    record Stack(String name, String region, boolean keepsFromDeletion) {
        /** Returns the last part of the name. */
        String stage() {
            return name.substring(name.lastIndexOf('-') + 1);
        }
    }

    /** Returns the stacks, in the manifest's order. */
    List<Stack> stacks() {
        List<Stack> stacks = new ArrayList<>();
        manifest().path("artifacts").properties().forEach(entry -> {
            JsonNode artifact = entry.getValue();
            if (artifact.path("type").asText().equals(STACK)) {
                String environment = artifact.path("environment").asText();
                stacks.add(new Stack(
                        artifact.at("/properties/stackName").asText(entry.getKey()),
                        environment.substring(environment.lastIndexOf('/') + 1),
                        artifact.at("/properties/" + PROTECTION).asBoolean()));
            }
        });
        return stacks;
    }

    /** Takes termination protection from stacks of these names. */
    void leaveUnprotected(Collection<String> names) {
        JsonNode manifest = manifest();
        manifest.path("artifacts").properties().forEach(entry -> {
            JsonNode properties = entry.getValue().path("properties");
            if (properties instanceof ObjectNode object
                    && names.contains(object.path("stackName").asText(entry.getKey()))) {
                object.remove(PROTECTION);
            }
        });
        try {
            Files.writeString(file(), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(manifest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode manifest() {
        try {
            return JSON.readTree(Files.readString(file()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file() {
        return directory.resolve("manifest.json");
    }
}
