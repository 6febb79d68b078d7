package io.tillstream.operations.status;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.operations.command.CommandException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import javax.sql.DataSource;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Reads from Iceberg's own metadata which batch a table holds (invariant 3), without Spark: the catalog's pointer is in
 * PostgreSQL, the metadata file in the lake.
 */
final class LakeTables {
    private static final String PREFIX = "tillstream.";
    private static final String POINTER =
            "SELECT metadata_location FROM iceberg_tables WHERE table_namespace = ? AND table_name = ?";

    private final DataSource catalog;
    private final S3Client s3;

    LakeTables(DataSource catalog, S3Client s3) {
        this.catalog = catalog;
        this.s3 = s3;
    }

    /**
     * A table's head.
     *
     * @param batchNo the batch that it holds
     * @param cursor Silver's cursor, for its table
     * @param properties the snapshot's properties
     * @param committed when that batch was committed
     */
    record Head(long batchNo, JsonNode cursor, JsonNode properties, Instant committed) {
        /** A running total that the snapshot records; 0 where it records none of that name. */
        long total(String name) {
            return properties.path(PREFIX + name).asLong();
        }
    }

    /** The newest snapshot of main that records a batch; nothing if the table is not there or has none. */
    Optional<Head> head(String namespace, String table) {
        return location(namespace, table).flatMap(this::newest);
    }

    private Optional<String> location(String namespace, String table) {
        try (Connection connection = catalog.getConnection();
                PreparedStatement statement = connection.prepareStatement(POINTER)) {
            statement.setString(1, namespace);
            statement.setString(2, table);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? Optional.of(rows.getString(1)) : Optional.empty();
            }
        } catch (SQLException e) {
            if ("42P01".equals(e.getSQLState())) {
                // The catalog makes its own table with the first job.
                return Optional.empty();
            }
            throw new CommandException.Failed("The catalog in PostgreSQL did not answer: " + e.getMessage(), e);
        }
    }

    private Optional<Head> newest(String location) {
        JsonNode metadata = read(location);
        Map<Long, JsonNode> snapshots = new HashMap<>();
        metadata.path("snapshots")
                .forEach(snapshot -> snapshots.put(snapshot.path("snapshot-id").asLong(), snapshot));
        JsonNode snapshot = snapshots.get(metadata.path("current-snapshot-id").asLong(-1));
        while (snapshot != null) {
            JsonNode summary = snapshot.path("summary");
            if (summary.has(PREFIX + "batch_no")) {
                return Optional.of(new Head(
                        summary.path(PREFIX + "batch_no").asLong(),
                        parse(summary.path(PREFIX + "cursor").asText("{}")),
                        summary,
                        Instant.ofEpochMilli(snapshot.path("timestamp-ms").asLong())));
            }
            snapshot = snapshots.get(snapshot.path("parent-snapshot-id").asLong(-1));
        }
        return Optional.empty();
    }

    private JsonNode read(String location) {
        // s3://bucket/key
        String[] parts = location.split("/", 4);
        byte[] bytes = s3.getObjectAsBytes(request -> request.bucket(parts[2]).key(parts[3]))
                .asByteArray();
        return parse(isCompressed(location) ? unzipped(bytes) : bytes);
    }

    /** Iceberg tells by the name: NAME.gz.metadata.json (TableMetadataParser.Codec). */
    private static boolean isCompressed(String location) {
        return location.endsWith(".gz.metadata.json") || location.endsWith(".metadata.json.gz");
    }

    private static byte[] unzipped(byte[] bytes) {
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new CommandException.Failed("A table's metadata cannot be unpacked: " + e.getMessage(), e);
        }
    }

    private static JsonNode parse(String json) {
        return parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static JsonNode parse(byte[] json) {
        try {
            return new ObjectMapper().readTree(json);
        } catch (IOException e) {
            throw new CommandException.Failed("A table's metadata is not JSON: " + e.getMessage(), e);
        }
    }
}
