package io.tillstream.benchmarks.ingest;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.LocalInputFile;

/** Watches Bronze grow, in the directory of the S3 stand-in, so that the writer need not be asked. */
final class BronzeRowCount {
    private final Path directory;
    private final Map<Path, Long> rowsByFile = new HashMap<>();

    BronzeRowCount(Path directory) {
        this.directory = directory;
    }

    /** Returns how many rows are in the objects that are whole now; each object's footer is read once. */
    long now() {
        for (Path file : files()) {
            if (!rowsByFile.containsKey(file)) {
                rows(file);
            }
        }
        return rowsByFile.values().stream().mapToLong(Long::longValue).sum();
    }

    private List<Path> files() {
        try (Stream<Path> paths = Files.walk(directory)) {
            return paths.filter(path -> path.toString().endsWith(".parquet")).toList();
        } catch (UncheckedIOException | IOException e) {
            // A temporary file that was renamed meanwhile; the next look finds it.
            return List.of();
        }
    }

    private void rows(Path file) {
        try (ParquetFileReader reader = ParquetFileReader.open(
                new LocalInputFile(file),
                ParquetReadOptions.builder(new PlainParquetConfiguration()).build())) {
            rowsByFile.put(file, reader.getRecordCount());
        } catch (IOException | RuntimeException e) {
            // Not whole yet.
            return;
        }
    }
}
