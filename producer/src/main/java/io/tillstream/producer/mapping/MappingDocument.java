package io.tillstream.producer.mapping;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Map;

/** A mapping as its author wrote it, before {@link MappingValidator} has judged it; what is not written is null. */
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
        List<String> ignore) {

    /** The keys below {@code format}. */
    record Format(String type, String charset, String delimiter, String quote, List<String> header) {}

    /** The keys below a field. */
    record Field(
            String column,
            List<String> columns,
            String constant,
            String defaultValue,
            List<String> formats,
            Map<String, String> values,
            Integer width,
            Integer scale,
            boolean optional) {

        @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
        static Field ofColumn(String column) {
            return new Field(column, null, null, null, null, null, null, null, false);
        }

        @JsonCreator(mode = JsonCreator.Mode.PROPERTIES)
        static Field ofKeys(
                @JsonProperty("column") String column,
                @JsonProperty("columns") List<String> columns,
                @JsonProperty("constant") String constant,
                @JsonProperty("default") String defaultValue,
                @JsonProperty("formats") List<String> formats,
                @JsonProperty("values") Map<String, String> values,
                @JsonProperty("width") Integer width,
                @JsonProperty("scale") Integer scale,
                @JsonProperty("optional") boolean optional) {
            return new Field(column, columns, constant, defaultValue, formats, values, width, scale, optional);
        }
    }
}
