package io.tillstream.producer.mapping;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.stream.Collectors;

/** Reads a mapping from its YAML text. */
public final class MappingReader {
    private final YAMLFactory yaml = new YAMLFactory();
    private final ObjectMapper mapper = new ObjectMapper(yaml)
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.ACCEPT_SINGLE_VALUE_AS_ARRAY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /**
     * Reads a mapping.
     *
     * @param file its name, for messages
     * @param text the YAML
     * @throws MappingException naming file, line, key and fault
     */
    public Mapping read(String file, String text) {
        try {
            MappingDocument document = mapper.readValue(text, MappingDocument.class);
            if (document == null) {
                throw new MappingException(file + ": the mapping is empty; see docs/mappings.md for an example");
            }
            return new MappingValidator(file, new KeyLines(yaml, text)).validate(document);
        } catch (JsonProcessingException e) {
            throw new MappingException(file + where(e) + problem(e), e);
        } catch (IOException e) {
            throw new MappingException(file + ": " + e.getMessage(), e);
        }
    }

    private static String where(JsonProcessingException error) {
        JsonLocation location = error.getLocation();
        String line = location == null || location.getLineNr() < 1 ? "" : ":" + location.getLineNr();
        return line + ": ";
    }

    private static String problem(JsonProcessingException error) {
        String path = error instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining("."))
                : "";
        String message = error.getOriginalMessage()
                .replaceAll(" ?\\(class [^)]*\\)", "")
                .lines()
                .findFirst()
                .orElse("not YAML");
        return path.isEmpty() ? message : path + ": " + message;
    }
}
