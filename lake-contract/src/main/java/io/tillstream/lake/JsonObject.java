package io.tillstream.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A JSON object whose fields are read by name and type; a missing or wrong one is named with its path. Fields that nobody
 * asks for are ignored: a later version may have them. A field that appears twice is an error.
 */
final class JsonObject {
    private static final JsonFactory JSON = JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final String path;
    private final Map<String, Object> fields;

    private JsonObject(String path, Map<String, Object> fields) {
        this.path = path;
        this.fields = fields;
    }

    /**
     * Reads a file that is one object.
     *
     * @throws ContractException if it is not JSON, not an object, or has something after the object
     */
    static JsonObject parse(byte[] bytes) {
        try (JsonParser parser = JSON.createParser(bytes)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new ContractException("it is not a JSON object");
            }
            JsonObject object = new JsonObject("", object(parser));
            if (parser.nextToken() != null) {
                throw new ContractException("there is something after the JSON object");
            }
            return object;
        } catch (IOException e) {
            throw new ContractException("it is not JSON: " + e.getMessage(), e);
        }
    }

    /** Returns whether a field is there, also as null. */
    boolean has(String name) {
        return fields.containsKey(name);
    }

    /** Returns the fields' names in the order of the file. */
    List<String> names() {
        return List.copyOf(fields.keySet());
    }

    /** Returns a text. */
    String text(String name) {
        return typed(name, String.class, "a text");
    }

    /** Returns a whole number of 64 bits. */
    long number(String name) {
        return typed(name, Long.class, "a whole number");
    }

    /** Returns a whole number of 32 bits. */
    int integer(String name) {
        return integer(name, number(name));
    }

    /** Returns true or false. */
    boolean truth(String name) {
        return typed(name, Boolean.class, "true or false");
    }

    /** Returns a decimal, written as a number or as text. */
    BigDecimal decimal(String name) {
        Object value = fields.get(name);
        try {
            return new BigDecimal(value instanceof String text ? text : String.valueOf(value));
        } catch (NumberFormatException e) {
            throw new ContractException(wrong(name, "a decimal number"), e);
        }
    }

    /** Returns an object. */
    @SuppressWarnings("unchecked")
    JsonObject object(String name) {
        return new JsonObject(path + name + ".", typed(name, Map.class, "an object"));
    }

    /** Returns a list of objects. */
    @SuppressWarnings("unchecked")
    List<JsonObject> objects(String name) {
        List<JsonObject> objects = new ArrayList<>();
        for (Object element : typed(name, List.class, "a list")) {
            if (!(element instanceof Map)) {
                throw new ContractException(wrong(name, "a list of objects"));
            }
            objects.add(new JsonObject(path + name + ".", (Map<String, Object>) element));
        }
        return objects;
    }

    /** Returns a list of texts. */
    List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (Object element : typed(name, List.class, "a list")) {
            if (!(element instanceof String text)) {
                throw new ContractException(wrong(name, "a list of texts"));
            }
            texts.add(text);
        }
        return texts;
    }

    /** Returns a list of whole numbers of 32 bits. */
    List<Integer> integers(String name) {
        List<Integer> integers = new ArrayList<>();
        for (Object element : typed(name, List.class, "a list")) {
            if (!(element instanceof Long number)) {
                throw new ContractException(wrong(name, "a list of whole numbers"));
            }
            integers.add(integer(name, number));
        }
        return integers;
    }

    private int integer(String name, long number) {
        if (number != (int) number) {
            throw new ContractException(wrong(name, "a whole number of 32 bits"));
        }
        return (int) number;
    }

    private <T> T typed(String name, Class<T> type, String expected) {
        Object value = fields.get(name);
        if (!type.isInstance(value)) {
            throw new ContractException(wrong(name, expected));
        }
        return type.cast(value);
    }

    private String wrong(String name, String expected) {
        return has(name)
                ? path + name + " is " + shown(fields.get(name)) + "; it must be " + expected
                : path + name + " is missing";
    }

    private static String shown(Object value) {
        String text = String.valueOf(value);
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    private static Map<String, Object> object(JsonParser parser) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            fields.put(name, value(parser));
        }
        return fields;
    }

    private static Object value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> wholeNumber(parser);
            case VALUE_NUMBER_FLOAT -> parser.getDecimalValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            case NOT_AVAILABLE, END_OBJECT, END_ARRAY, FIELD_NAME, VALUE_EMBEDDED_OBJECT ->
                throw new ContractException("it is not JSON");
        };
    }

    private static Object wholeNumber(JsonParser parser) throws IOException {
        JsonParser.NumberType type = parser.getNumberType();
        return type == JsonParser.NumberType.BIG_INTEGER ? parser.getDecimalValue() : (Object) parser.getLongValue();
    }

    private static List<Object> list(JsonParser parser) throws IOException {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }
}
