package io.tillstream.glue.loadset;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A manifest for Redshift's COPY of columnar files: every entry is mandatory and states its true size, because COPY
 * otherwise skips what is missing.
 *
 * @param entries the files
 */
public record Manifest(List<Entry> entries) {
    /** Copies the list. */
    public Manifest {
        entries = List.copyOf(entries);
    }

    /**
     * A file.
     *
     * @param url {@code s3://bucket/key}
     * @param mandatory true: COPY fails where the file is missing
     * @param meta its size
     */
    public record Entry(String url, boolean mandatory, Meta meta) {
        static Entry of(String url, long bytes) {
            return new Entry(url, true, new Meta(bytes));
        }
    }

    /**
     * What COPY checks.
     *
     * @param contentLength bytes
     */
    public record Meta(@JsonProperty("content_length") long contentLength) {}

    byte[] toJson() {
        try {
            return new ObjectMapper().writeValueAsBytes(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads a manifest. */
    public static Manifest fromJson(byte[] bytes) {
        try {
            return new ObjectMapper().readValue(bytes, Manifest.class);
        } catch (IOException e) {
            throw new UncheckedIOException("not a COPY manifest", e);
        }
    }
}
