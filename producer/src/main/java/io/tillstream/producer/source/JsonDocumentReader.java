package io.tillstream.producer.source;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.producer.UsageException;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Reads a JSON document of any layout, one object in memory at a time: an array of objects, or objects one after the
 * other. A document that is broken somewhere cannot be read beyond the fault, so it is refused before its first row.
 */
final class JsonDocumentReader implements RowReader {
    private final ObjectMapper mapper = new ObjectMapper()
            .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private final Path file;
    private final FileFormat.Json format;
    private final JsonParser parser;
    private long lastLine;
    private int element;

    JsonDocumentReader(Path file, FileFormat.Json format) throws IOException {
        this.file = file;
        this.format = format;
        this.parser = open();
    }

    @Override
    public void require(Set<String> columns) throws IOException {
        // Every object has its own fields: what is missing shows row by row. The document is either whole or not.
        try (JsonParser whole = open()) {
            for (JsonToken token = whole.nextToken(); token != null; token = whole.nextToken()) {
                whole.skipChildren();
            }
        } catch (JsonProcessingException e) {
            throw new UsageException(
                    file + ":" + e.getLocation().getLineNr() + ": is not JSON: " + e.getOriginalMessage()
                            + ". Nothing of the file is sent; type: json_lines in the mapping reads line by line",
                    e);
        } catch (CharacterCodingException e) {
            throw new UsageException(
                    file + ": holds bytes that are not of the mapping's charset " + format.charset(), e);
        }
    }

    @Override
    public SourceItem next() throws IOException {
        JsonToken token = parser.nextToken();
        while (token == JsonToken.END_ARRAY
                || token == JsonToken.START_ARRAY
                        && parser.getParsingContext().getParent().inRoot()) {
            token = parser.nextToken();
        }
        if (token == null) {
            return null;
        }
        long line = parser.currentTokenLocation().getLineNr();
        element = line == lastLine ? element + 1 : 0;
        lastLine = line;
        String fileName = file.getFileName().toString();
        JsonNode node = mapper.readTree(parser);
        return node.isObject()
                ? new JsonRow(fileName, line, element, false, node)
                : new BrokenRow(fileName, line, node.toString(), BrokenRow.WHOLE_ROW, "is not an object");
    }

    @Override
    public boolean isUnterminated() {
        return false;
    }

    @Override
    public long bytesRead() {
        return Math.max(0, parser.currentLocation().getCharOffset());
    }

    @Override
    public long skipped() {
        return 0;
    }

    @Override
    public void close() throws IOException {
        parser.close();
    }

    private JsonParser open() throws IOException {
        BufferedReader reader = new BufferedReader(
                new InputStreamReader(SourceBytes.open(file), format.charset().newDecoder()));
        reader.mark(1);
        if (reader.read() != '\ufeff') {
            reader.reset();
        }
        return mapper.getFactory().createParser(reader);
    }
}
