package io.tillstream.page.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The answer to a request.
 *
 * @param status the HTTP status
 * @param contentType what the body is
 * @param headers further headers
 * @param body the body
 */
public record Reply(int status, String contentType, Map<String, String> headers, byte[] body) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies the headers. */
    public Reply {
        headers = Map.copyOf(headers);
    }

    /** An answer in JSON. */
    public static Reply json(JsonNode body) {
        return json(200, body);
    }

    /** A table to be saved as a file. */
    public static Reply csv(String fileName, String text) {
        return new Reply(
                200,
                "text/csv; charset=utf-8",
                Map.of("Content-Disposition", "attachment; filename=\"" + fileName + "\""),
                text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * What went wrong, for a person: an object with {@code error}.
     *
     * @param message what happened and what to do next
     */
    public static Reply problem(int status, String message) {
        ObjectNode body = JSON.createObjectNode().put("error", message);
        return json(status, body);
    }

    private static Reply json(int status, JsonNode body) {
        try {
            return new Reply(status, "application/json; charset=utf-8", Map.of(), JSON.writeValueAsBytes(body));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }
}
