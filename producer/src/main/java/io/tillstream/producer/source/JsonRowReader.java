package io.tillstream.producer.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Reads JSON lines: an object is a row, each element of an array of objects is one. Numbers keep every digit. */
final class JsonRowReader implements RowReader {
    private final ObjectMapper mapper = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    private final String fileName;
    private final LineReader lines;
    private final Deque<SourceItem> elements = new ArrayDeque<>();
    private final Charset charset;
    private boolean unterminated;
    private long skipped;

    JsonRowReader(Path file, FileFormat.JsonLines format) throws IOException {
        fileName = file.getFileName().toString();
        charset = format.charset();
        lines = new LineReader(SourceBytes.open(file), format.charset());
    }

    @Override
    public void require(Set<String> columns) {
        // Every object has its own fields: what is missing shows row by row.
    }

    @Override
    public SourceItem next() throws IOException {
        while (elements.isEmpty()) {
            Line line = lines.next();
            if (line == null) {
                return null;
            }
            if (SourceText.trim(line.text()).isEmpty()) {
                skipped++;
            } else {
                unterminated = line.end().isEmpty();
                read(line);
            }
        }
        return elements.poll();
    }

    @Override
    public boolean isUnterminated() {
        return unterminated;
    }

    @Override
    public long bytesRead() {
        return lines.bytesRead();
    }

    @Override
    public long skipped() {
        return skipped;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private void read(Line line) {
        if (line.undecodable()) {
            broken(line, line.text(), LineReader.undecodable(charset));
            return;
        }
        JsonNode node;
        try {
            node = mapper.readTree(line.text());
        } catch (JsonProcessingException e) {
            broken(line, line.text(), "is not one JSON text: " + e.getOriginalMessage());
            return;
        }
        if (node.isObject()) {
            elements.add(new JsonRow(fileName, line.number(), 0, false, node));
        } else if (node.isArray() && !node.isEmpty()) {
            for (int i = 0; i < node.size(); i++) {
                if (node.get(i).isObject()) {
                    elements.add(new JsonRow(fileName, line.number(), i, true, node.get(i)));
                } else {
                    broken(line, node.get(i).toString(), "element " + i + " of the array is not an object");
                }
            }
        } else {
            broken(line, line.text(), node.isArray() ? "is an array without elements" : "is not an object");
        }
    }

    private void broken(Line line, String text, String reason) {
        elements.add(new BrokenRow(fileName, line.number(), text, BrokenRow.WHOLE_ROW, reason));
    }
}
