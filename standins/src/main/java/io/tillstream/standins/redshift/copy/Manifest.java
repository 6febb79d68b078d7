package io.tillstream.standins.redshift.copy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;

/** The list of files of a COPY. Each entry must be mandatory and state its size, which Redshift needs of Parquet files. */
record Manifest(List<Entry> entries) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * One file.
     *
     * @param address where it is
     * @param bytes its size as the manifest states it
     */
    record Entry(S3Address address, long bytes) {}

    static Manifest parse(S3Address manifest, byte[] json) throws CopyException {
        JsonNode entries;
        try {
            entries = JSON.readTree(new String(json, java.nio.charset.StandardCharsets.UTF_8))
                    .path("entries");
        } catch (JsonProcessingException malformed) {
            throw problem(manifest, "Invalid JSON: " + malformed.getOriginalMessage());
        }
        if (!entries.isArray() || entries.isEmpty()) {
            throw problem(manifest, "it has no entries");
        }
        List<Entry> read = new ArrayList<>();
        for (JsonNode entry : entries) {
            read.add(entry(manifest, entry));
        }
        return new Manifest(List.copyOf(read));
    }

    private static Entry entry(S3Address manifest, JsonNode entry) throws CopyException {
        String url = entry.path("url").asText("");
        if (url.isEmpty()) {
            throw problem(manifest, "an entry has no url");
        }
        if (!entry.path("mandatory").asBoolean(false)) {
            throw problem(manifest, url + " is not mandatory: a missing file would be skipped in silence");
        }
        JsonNode length = entry.path("meta").path("content_length");
        if (!length.isIntegralNumber()) {
            throw problem(manifest, "content_length is missing for " + url + ", which columnar files need");
        }
        return new Entry(S3Address.parse(url), length.asLong());
    }

    private static CopyException problem(S3Address manifest, String what) {
        return CopyException.of(manifest.toString(), "Problem reading manifest file " + manifest + " - " + what);
    }
}
