package io.tillstream.standins.redshift.copy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroup;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.io.LocalOutputFile;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** Writes small Parquet files and their manifests to S3. */
public final class ParquetFiles {
    private final Path scratch;
    private final S3Client s3;
    private int number;

    public ParquetFiles(Path scratch, S3Client s3) {
        this.scratch = scratch;
        this.s3 = s3;
    }

    /** A file of one row for each of the fillers; its address and size as a manifest's entry. */
    public String put(String schema, List<Consumer<Group>> rows) throws IOException {
        MessageType type = MessageTypeParser.parseMessageType("message row { " + schema + " }");
        Path file = scratch.resolve("f" + ++number + ".parquet");
        try (ParquetWriter<Group> writer = ExampleParquetWriter.builder(new LocalOutputFile(file))
                .withConf(new PlainParquetConfiguration())
                .withType(type)
                .withCompressionCodec(CompressionCodecName.ZSTD)
                .withRowGroupRowCountLimit(1000)
                .build()) {
            for (Consumer<Group> row : rows) {
                Group group = new SimpleGroup(type);
                row.accept(group);
                writer.write(group);
            }
        }
        String key = "loads/" + file.getFileName();
        s3.putObject(b -> b.bucket("lake").key(key), RequestBody.fromFile(file));
        return entry(key, true, Files.size(file));
    }

    static String entry(String key, boolean mandatory, long bytes) {
        return "{\"url\":\"s3://lake/" + key + "\",\"mandatory\":" + mandatory + ",\"meta\":{\"content_length\":"
                + bytes + "}}";
    }

    /** A manifest of the entries; its address. */
    public String manifest(String... entries) {
        return object("{\"entries\":[" + String.join(",", entries) + "]}");
    }

    String object(String content) {
        String key = "loads/m" + ++number + ".manifest";
        s3.putObject(b -> b.bucket("lake").key(key), RequestBody.fromString(content));
        return "s3://lake/" + key;
    }
}
