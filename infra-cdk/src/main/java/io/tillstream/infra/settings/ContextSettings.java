package io.tillstream.infra.settings;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** The CDK's context: the values of {@code cdk.json}, over them those that the CDK's command line passes on. */
public final class ContextSettings {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PRESET = Setting.CONTEXT_PREFIX + "preset";

    private final Map<String, Object> context = new LinkedHashMap<>();

    /**
     * Adds the context of a {@code cdk.json}.
     *
     * @throws SettingsException if it cannot be read
     */
    public ContextSettings addFile(Path cdkJson) {
        try {
            return add(JSON.readTree(Files.readString(cdkJson)).path("context"), cdkJson.toString());
        } catch (IOException e) {
            throw new SettingsException(cdkJson + " cannot be read as JSON: " + e.getMessage());
        }
    }

    /**
     * Adds context as one JSON object, the form in which the CDK's command line passes it on.
     *
     * @throws SettingsException if it is not one
     */
    public ContextSettings addJson(String json) {
        try {
            return add(JSON.readTree(json), "CDK_CONTEXT_JSON");
        } catch (JsonProcessingException e) {
            throw new SettingsException("CDK_CONTEXT_JSON is not JSON: " + e.getOriginalMessage());
        }
    }

    /** Sets one setting, over what is there. */
    public ContextSettings set(String name, String value) {
        context.put(Setting.CONTEXT_PREFIX + name, value);
        return this;
    }

    /** Returns all of the context, the CDK's own flags as well. */
    public Map<String, Object> context() {
        return Map.copyOf(context);
    }

    /**
     * Returns the settings that the context holds.
     *
     * @throws SettingsException if they are wrong
     */
    public Settings settings() {
        Preset preset = Preset.of(context.getOrDefault(PRESET, "dev").toString());
        Map<String, String> given = new LinkedHashMap<>();
        context.forEach((key, value) -> {
            if (key.startsWith(Setting.CONTEXT_PREFIX) && !key.equals(PRESET)) {
                given.put(key.substring(Setting.CONTEXT_PREFIX.length()), value.toString());
            }
        });
        return Settings.of(preset, given);
    }

    private ContextSettings add(JsonNode values, String origin) {
        if (!values.isObject() && !values.isMissingNode()) {
            throw new SettingsException(origin + ": the context must be a JSON object");
        }
        values.properties().forEach(entry -> context.put(entry.getKey(), value(entry.getValue())));
        return this;
    }

    private static Object value(JsonNode node) {
        return node.isBoolean()
                ? (Object) node.booleanValue()
                : node.isValueNode() ? node.asText() : JSON.convertValue(node, Object.class);
    }
}
