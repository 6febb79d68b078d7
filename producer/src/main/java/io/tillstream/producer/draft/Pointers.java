package io.tillstream.producer.draft;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** Names what is inside an object, as JSON Pointers (RFC 6901). */
final class Pointers {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Pointers() {}

    static List<String> leaves(String name, String object) {
        List<String> leaves = new ArrayList<>();
        try {
            collect("/" + escaped(name), JSON.readTree(object), leaves);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the reader of rows has made this text: " + object, e);
        }
        return leaves;
    }

    private static void collect(String pointer, JsonNode node, List<String> leaves) {
        if (!node.isObject()) {
            leaves.add(pointer);
            return;
        }
        node.properties().forEach(entry -> collect(pointer + "/" + escaped(entry.getKey()), entry.getValue(), leaves));
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
