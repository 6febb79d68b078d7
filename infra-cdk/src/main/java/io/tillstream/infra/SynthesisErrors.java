package io.tillstream.infra;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Errors that constructs and cdk-nag noted while the templates were written. The CDK's command line stops at them; so do we. */
public final class SynthesisErrors {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ERROR = "aws:cdk:error";

    private SynthesisErrors() {}

    /** Returns the errors in a directory of templates, each with the path of its construct. */
    public static List<String> in(Path out) {
        List<String> errors = new ArrayList<>();
        try (Stream<Path> files = Files.list(out)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".metadata.json"))
                    .sorted()
                    .toList()) {
                collect(JSON.readTree(Files.readString(file)), errors);
            }
            collect(JSON.readTree(Files.readString(out.resolve("manifest.json"))), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return errors;
    }

    private static void collect(JsonNode node, List<String> errors) {
        node.properties().forEach(entry -> {
            for (JsonNode item : entry.getValue()) {
                if (item.path("type").asText().equals(ERROR)) {
                    errors.add(entry.getKey() + ": " + item.path("data").asText());
                }
            }
            if (entry.getValue().isObject()) {
                collect(entry.getValue(), errors);
            }
        });
    }
}
