package io.tillstream.cli.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** Rows of an Iceberg table of the lake, read from its data files on disk; right as long as no snapshot replaced any. */
final class LakeRows {
    private LakeRows() {}

    static List<Group> of(Path bucket, String table) throws IOException {
        List<Group> rows = new ArrayList<>();
        try (Stream<Path> files =
                Files.walk(bucket.resolve("warehouse").resolve(table).resolve("data"))) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".parquet")).toList()) {
                read(file, rows);
            }
        }
        return rows;
    }

    private static void read(Path file, List<Group> rows) throws IOException {
        // Through a copy of its bytes in a Hadoop path: the example reader takes no other.
        try (ParquetReader<Group> reader = ParquetReader.builder(
                        new GroupReadSupport(), new org.apache.hadoop.fs.Path(file.toUri()))
                .withConf(new Configuration())
                .build()) {
            for (Group row = reader.read(); row != null; row = reader.read()) {
                rows.add(row);
            }
        }
    }

    /** The text of an optional column, or null. */
    static String text(Group row, String column) {
        return row.getFieldRepetitionCount(column) == 0 ? null : row.getString(column, 0);
    }

    /** The bytes of an optional column, or null. */
    static byte[] bytes(Group row, String column) {
        return row.getFieldRepetitionCount(column) == 0
                ? null
                : row.getBinary(column, 0).getBytes();
    }
}
