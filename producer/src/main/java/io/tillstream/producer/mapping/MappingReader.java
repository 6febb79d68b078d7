package io.tillstream.producer.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import java.io.IOException;
import java.util.stream.Collectors;

/** Reads a mapping from its YAML text. */
public final class MappingReader {
    /** A column may be called off, no or y; YAML 1.1 would make a boolean of it. */
    private final YAMLFactory yaml = YAMLFactory.builder()
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build();

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
                throw new MappingException(file + ": the mapping is empty; see docs/how-to/mappings.md for an example");
            }
            return new MappingValidator(file, new KeyLines(yaml, text))
                    .validate(document, OpenDecisions.in(file, text));
        } catch (JsonProcessingException e) {
            String path = path(e);
            throw new MappingException(
                    file + line(e, path, text) + ": " + (path.isEmpty() ? "" : path + ": ") + problem(e), e);
        } catch (IOException e) {
            throw new MappingException(file + ": " + e.getMessage(), e);
        }
    }

    private static String path(JsonProcessingException error) {
        return error instanceof JsonMappingException mapping
                ? mapping.getPath().stream()
                        .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                        .collect(Collectors.joining("."))
                : "";
    }

    /** If a key is unknown, the error's own location is after the fault, at the end of the object. */
    private String line(JsonProcessingException error, String path, String text) {
        if (error instanceof UnrecognizedPropertyException) {
            try {
                return ":" + new KeyLines(yaml, text).line(path);
            } catch (IOException e) {
                // There is a second fault in the YAML itself, further down, so the first is reported without its line.
                error.addSuppressed(e);
                return "";
            }
        }
        int line = YamlFault.line(error);
        return line < 1 ? "" : ":" + line;
    }

    private static String problem(JsonProcessingException error) {
        if (error instanceof UnrecognizedPropertyException unknown) {
            return "no such key; the keys are "
                    + unknown.getKnownPropertyIds().stream()
                            .map(Object::toString)
                            .sorted()
                            .collect(Collectors.joining(", "));
        }
        if (error instanceof MismatchedInputException mismatch
                && mismatch.getPath().isEmpty()) {
            return "this is not a mapping; the mapping comes first and the data after it. ./tillstream mapping init DATA"
                    + " drafts one";
        }
        if (error instanceof MismatchedInputException) {
            return "has a value of the wrong kind; docs/how-to/mappings.md shows the right one, and a number or true that is"
                    + " meant as text needs quotes";
        }
        return YamlFault.explain(error);
    }
}
