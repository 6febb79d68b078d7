package io.tillstream.producer.cli;

import io.tillstream.lake.SourceRun;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Appends what each run has read, sent and rejected to a source ledger, if the user names one. */
final class SourceLedgerFile {
    private final Optional<Path> file;
    private final Path rejects;
    private final String source;
    private final String topic;

    /**
     * Names the file.
     *
     * @param file the ledger, if one is wanted
     * @param rejects where rejected rows go
     * @param source name of the mapping
     */
    SourceLedgerFile(Optional<Path> file, Path rejects, String source, String topic) {
        this.file = file;
        this.rejects = rejects;
        this.source = source;
        this.topic = topic;
    }

    /**
     * What a run has counted.
     *
     * @param fromStart whether no row was skipped because an earlier run had sent it
     */
    record Counted(boolean fromStart, long read, long sent, long rejected, long leftOut) {}

    /** A run that has begun. */
    final class Run {
        private final String id = UUID.randomUUID().toString();
        private final List<String> files;
        private final long rejectsFrom;

        private Run(List<Path> files) throws IOException {
            this.files = files.stream().map(SourceLedgerFile::absolute).toList();
            this.rejectsFrom = Files.exists(rejects) ? Files.size(rejects) : 0;
        }

        /**
         * Writes how the run has ended.
         *
         * @throws IOException if the ledger cannot be written
         */
        void end(SourceRun.State state, Counted counted) throws IOException {
            write(state, counted);
        }

        private void write(SourceRun.State state, Counted counted) throws IOException {
            append(new SourceRun(
                    id,
                    state,
                    Instant.now().toString(),
                    source,
                    topic,
                    files,
                    counted.fromStart(),
                    counted.read(),
                    counted.sent(),
                    counted.rejected(),
                    counted.leftOut(),
                    absolute(rejects),
                    rejectsFrom));
        }
    }

    /**
     * Writes that a run has begun.
     *
     * @throws IOException if the ledger cannot be written
     */
    Run begin(List<Path> files) throws IOException {
        Run run = new Run(files);
        run.write(SourceRun.State.STARTED, new Counted(false, 0, 0, 0, 0));
        return run;
    }

    /** One write for a whole line, after a line end that a killed run may have left out. */
    private void append(SourceRun line) throws IOException {
        if (file.isEmpty()) {
            return;
        }
        Path parent = file.get().toAbsolutePath().getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        try (RandomAccessFile ledger = new RandomAccessFile(file.get().toFile(), "rw")) {
            String start = "";
            if (ledger.length() > 0) {
                ledger.seek(ledger.length() - 1);
                start = ledger.read() == '\n' ? "" : "\n";
            }
            ledger.seek(ledger.length());
            ledger.write((start + line.line() + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private static String absolute(Path path) {
        return path.toAbsolutePath().normalize().toString();
    }
}
