package io.tillstream.producer.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A mapping as its author wrote it, before {@link MappingValidator} has checked it; what is not written is null. */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record MappingDocument(
        String mapping,
        String kind,
        String source,
        String identity,
        Format format,
        String decimalMark,
        String timeZone,
        List<String> nullValues,
        Map<String, Field> fields,
        JsonNode extras,
        List<String> ignore,
        Map<String, List<String>> where,
        Map<String, List<String>> skip) {

    /**
     * Returns a list of texts, empty if it was not written.
     *
     * @param path its key
     * @throws KeyFault if an entry has no text
     */
    static List<String> texts(String path, List<String> written) {
        if (written == null) {
            return List.of();
        }
        if (written.stream().anyMatch(Objects::isNull)) {
            throw new KeyFault(path, "an entry is empty");
        }
        return List.copyOf(written);
    }

    /** The keys below {@code format}. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Format(
            String type,
            String charset,
            String delimiter,
            String quote,
            String escape,
            List<String> header,
            Integer skipRows,
            Boolean trailingDelimiter,
            String sheet) {}

    /** The keys below a field. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Field(
            String column,
            List<String> columns,
            String constant,
            String fromAmount,
            @JsonProperty("default") String defaultValue,
            List<String> formats,
            String language,
            Integer century,
            Map<String, String> values,
            List<String> nullValues,
            Integer width,
            Integer scale,
            String as,
            boolean optional) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Field ofColumn(String column) {
            return new Field(column, null, null, null, null, null, null, null, null, null, null, null, null, false);
        }

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        Field {}
    }
}
