package io.tillstream.operations.trace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** A trace for a program. */
public final class TraceJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TraceJson() {}

    /**
     * An object with {@code rows} and {@code more}. A row has what the trace job says, {@code warehouse} (null if it has
     * none) and {@code value}: {@code origin}, {@code base64} and, where it is UTF-8, {@code text}.
     */
    public static String of(Tracer.Result result) {
        ObjectNode trace = JSON.createObjectNode();
        ArrayNode rows = trace.putArray("rows");
        for (TracedRow row : result.rows()) {
            ObjectNode json = row.lake().deepCopy();
            json.remove(List.of("payload", "payload_exact"));
            json.set("warehouse", row.warehouse().isEmpty() ? null : JSON.valueToTree(row.warehouse()));
            json.set("value", value(row.value()));
            rows.add(json);
        }
        trace.put("more", result.more());
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(trace) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree is always JSON", e);
        }
    }

    private static ObjectNode value(Value value) {
        ObjectNode json = JSON.createObjectNode();
        json.put("origin", value.origin().name().toLowerCase(Locale.ROOT));
        json.put("base64", value.bytes());
        try {
            json.put(
                    "text",
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(value.bytes()))
                            .toString());
        } catch (CharacterCodingException e) {
            json.putNull("text");
        }
        return json;
    }
}
