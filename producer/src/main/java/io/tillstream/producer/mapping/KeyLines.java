package io.tillstream.producer.mapping;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** The line of each key in a YAML text, so that an error can point there. */
final class KeyLines {
    private final Map<String, Integer> lines = new HashMap<>();

    KeyLines(YAMLFactory yaml, String text) throws IOException {
        try (JsonParser parser = yaml.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.FIELD_NAME) {
                    lines.put(
                            path(parser.getParsingContext().pathAsPointer()),
                            parser.currentTokenLocation().getLineNr());
                }
            }
        }
    }

    /** Returns the line of the key, or of the nearest key above it; 1 if there is none. */
    int line(String path) {
        for (String key = path; !key.isEmpty(); key = key.substring(0, Math.max(0, key.lastIndexOf('.')))) {
            Integer line = lines.get(key);
            if (line != null) {
                return line;
            }
        }
        return 1;
    }

    private static String path(JsonPointer pointer) {
        StringBuilder path = new StringBuilder();
        for (JsonPointer rest = pointer; !rest.matches(); rest = rest.tail()) {
            path.append(path.isEmpty() ? "" : ".").append(rest.getMatchingProperty());
        }
        return path.toString();
    }
}
