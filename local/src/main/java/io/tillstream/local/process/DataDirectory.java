package io.tillstream.local.process;

import io.tillstream.operations.command.CommandException;
import io.tillstream.standins.postgres.WarehouseDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;

/**
 * Where one local pipeline keeps everything that survives a restart. A marker file tells it from a directory of the user's,
 * so that {@code --fresh} never empties a wrong one.
 *
 * @param path the directory, absolute
 */
public record DataDirectory(Path path) {
    private static final String MARKER = "tillstream-data-directory";
    private static final long LEAST_FREE_BYTES = 512L << 20;

    /** Normalises a path as given on the command line. */
    public static DataDirectory at(Path path) {
        return new DataDirectory(path.toAbsolutePath().normalize());
    }

    /** Kafka's log directory. */
    public Path kafka() {
        return path.resolve("kafka");
    }

    /** Root of the S3 stand-in: one directory per bucket. */
    public Path s3() {
        return path.resolve("s3");
    }

    /** PostgreSQL: its binaries, the warehouse and the Iceberg catalog. */
    public Path postgres() {
        return path.resolve("postgres");
    }

    /**
     * The password of the databases' owner, from a file that only the user of this directory can read.
     *
     * @throws CommandException.Failed when the file cannot be read
     */
    public String databasePassword() {
        try {
            return WarehouseDatabase.password(postgres());
        } catch (IOException e) {
            throw new CommandException.Failed(
                    "The password of the database in " + postgres() + " cannot be read: " + e
                            + ". Run as the user who started the pipeline.",
                    e);
        }
    }

    /** Where the writer stages a Bronze file before it uploads it. */
    public Path staging() {
        return path.resolve("staging");
    }

    /** What Spark spills. */
    public Path sparkScratch() {
        return path.resolve("spark");
    }

    /** Rows that a mapping rejected, one file per source and run. */
    public Path rejects() {
        return path.resolve("rejects");
    }

    /** What every replay into this pipeline has read, sent and rejected: one JSON line when it starts, one when it ends. */
    public Path sourceRuns() {
        return path.resolve("source-runs.jsonl");
    }

    /** Full output of every child. */
    public Path logs() {
        return path.resolve("logs");
    }

    /** Endpoints of the instance that runs on this directory. */
    public Path instanceFile() {
        return path.resolve("instance.json");
    }

    /** Whether the default simulation was sent. */
    public Path simulationFile() {
        return path.resolve("simulation.json");
    }

    /** What the sales here are counted by. */
    public Path businessFile() {
        return path.resolve("business.json");
    }

    /** When each stage last got through, and its last error. */
    public Path stagesFile() {
        return path.resolve("stages.json");
    }

    /** The file whose lock says that an instance runs. */
    public Path lockFile() {
        return path.resolve("lock");
    }

    /** Whether a local pipeline has been started here before. */
    public boolean isOurs() {
        return Files.isRegularFile(path.resolve(MARKER));
    }

    /**
     * Creates the directory with its marker, or accepts one that has it.
     *
     * @throws CommandException.Usage when the directory holds something else
     * @throws CommandException.Failed when it cannot be written or its disk is nearly full
     */
    public void prepare() {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new CommandException.Usage("--data-dir " + path + " is a file. Name a directory.");
        }
        if (Files.isDirectory(path) && !isOurs() && !isEmpty()) {
            throw new CommandException.Usage(
                    "--data-dir " + path + " contains files that are not Tillstream's (there is no " + MARKER
                            + " in it). Name an empty or new directory.");
        }
        try {
            Files.createDirectories(path);
            closeToOthers();
            if (!isOurs()) {
                Files.writeString(
                        path.resolve(MARKER), "Data of ./tillstream local; --fresh empties this directory.\n");
            }
            Files.createDirectories(logs());
            requireSpace(Files.getFileStore(path).getUsableSpace());
        } catch (IOException e) {
            throw new CommandException.Failed(
                    "The data directory " + path + " cannot be written: " + e
                            + ". Check its permissions and free space," + " or name another with --data-dir.",
                    e);
        }
    }

    /** Every sale and every customer's name is below it, in files of several programs: this one lock is for all of them. */
    private void closeToOthers() throws IOException {
        if (Files.getFileStore(path).supportsFileAttributeView(PosixFileAttributeView.class)) {
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwx------"));
        }
    }

    void requireSpace(long usableBytes) {
        if (usableBytes < LEAST_FREE_BYTES) {
            throw new CommandException.Failed("The disk of " + path + " is full: " + (usableBytes >> 20)
                    + " MiB are free; a run needs at least " + (LEAST_FREE_BYTES >> 20)
                    + " MiB. Free some space, or name a directory on another disk with --data-dir.");
        }
    }

    /** Deletes everything except marker and lock, so that a run that was killed half-way still finds its own directory. */
    public void empty() {
        try (Stream<Path> children = Files.list(path)) {
            for (Path child : children.toList()) {
                String name = child.getFileName().toString();
                if (!name.equals(MARKER) && !child.equals(lockFile())) {
                    FileUtils.forceDelete(child.toFile());
                }
            }
            Files.createDirectories(logs());
        } catch (IOException e) {
            throw new CommandException.Failed(path + " could not be emptied: " + e + ". Delete it by hand.", e);
        }
    }

    private boolean isEmpty() {
        try (Stream<Path> children = Files.list(path)) {
            return children.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
