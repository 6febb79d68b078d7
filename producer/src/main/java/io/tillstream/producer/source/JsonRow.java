package io.tillstream.producer.source;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A JSON object of a file. */
record JsonRow(String fileName, long line, int element, boolean ofArray, JsonNode object) implements SourceRow {
    @Override
    public String text() {
        return object.toString();
    }

    @Override
    public Cell cell(String column) {
        JsonNode node = object.get(column);
        if (node == null && column.startsWith("/")) {
            node = object.at(column);
        }
        if (node == null || node.isNull() || node.isMissingNode()) {
            return null;
        }
        if (node.isNumber()) {
            return Cell.ofNumber(node.decimalValue());
        }
        return node.isContainerNode() ? Cell.ofNested(node.toString()) : Cell.ofText(node.asText());
    }

    @Override
    public List<String> names() {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    @Override
    public String nameOf(String column) {
        return column;
    }
}
