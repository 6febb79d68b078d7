package io.tillstream.lake;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A manifest for Redshift's COPY of columnar files: every entry is mandatory and states its true size, because COPY
 * otherwise skips what is missing.
 *
 * @param entries the files
 */
public record Manifest(List<Entry> entries) {
    private static final JsonFactory JSON = new JsonFactory();

    /** Copies the list. */
    public Manifest {
        entries = List.copyOf(entries);
    }

    /**
     * A file.
     *
     * @param url {@code s3://bucket/key}
     * @param mandatory true: COPY fails where the file is missing
     * @param contentLength its size in bytes, which COPY checks
     */
    public record Entry(String url, boolean mandatory, long contentLength) {
        /** Makes an entry as load sets have it. */
        public static Entry mandatory(String url, long contentLength) {
            return new Entry(url, true, contentLength);
        }
    }

    /** Returns the manifest's bytes. */
    public byte[] toJson() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            json.writeArrayFieldStart("entries");
            for (Entry entry : entries) {
                json.writeStartObject();
                json.writeStringField("url", entry.url());
                json.writeBooleanField("mandatory", entry.mandatory());
                json.writeObjectFieldStart("meta");
                json.writeNumberField("content_length", entry.contentLength());
                json.writeEndObject();
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * Reads a manifest.
     *
     * @throws ContractException if it is not one, or lacks the size of a file
     */
    public static Manifest fromJson(byte[] bytes) {
        List<Entry> entries = new ArrayList<>();
        for (JsonObject entry : JsonObject.parse(bytes).objects("entries")) {
            entries.add(new Entry(
                    entry.text("url"),
                    entry.truth("mandatory"),
                    entry.object("meta").number("content_length")));
        }
        return new Manifest(entries);
    }
}
