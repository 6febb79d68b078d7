package io.tillstream.glue.loadset;

import io.tillstream.lake.Manifest;
import java.io.IOException;
import java.io.OutputStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.JobContext;
import org.apache.hadoop.mapreduce.TaskAttemptContext;
import org.apache.spark.internal.io.FileCommitProtocol;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * Commits a Spark write by writing the COPY manifest of its files (invariant 6): file names and sizes come from the tasks
 * that committed, never from a listing, which would also find what a failed attempt left.
 *
 * <p>Tasks write straight to the final place. That needs no rename, because no two writes share a directory and every
 * task attempt names its files after itself: what an attempt leaves that did not commit is in no manifest, so nobody
 * reads it. Nothing here is static: the list travels in the tasks' commit messages, and the driver's code reads it back
 * from the manifest.
 *
 * <p>Spark makes it by reflection from {@code spark.sql.sources.commitProtocolClass}.
 */
public final class ManifestCommitProtocol extends FileCommitProtocol implements Serializable {
    /** Write option: where the manifest goes, as a path that Hadoop writes. */
    static final String MANIFEST_PATH = "tillstream.manifest.path";

    /** Write option: what the manifest's URLs start with; the file's name follows. */
    static final String URL_PREFIX = "tillstream.manifest.url.prefix";

    private static final long serialVersionUID = 1L;

    private final String directory;
    private transient List<Path> written;

    /**
     * Called by Spark.
     *
     * @param jobId unused: the directory is unique
     * @param directory where the files go
     * @param dynamicPartitionOverwrite must be false
     */
    public ManifestCommitProtocol(String jobId, String directory, boolean dynamicPartitionOverwrite) {
        if (dynamicPartitionOverwrite) {
            throw new IllegalArgumentException("load-set files are written once and have no partitions");
        }
        this.directory = directory;
    }

    @Override
    public void setupJob(JobContext job) {}

    @Override
    public void setupTask(TaskAttemptContext task) {
        written = new ArrayList<>();
    }

    @Override
    @SuppressWarnings("deprecation") // Spark's newer variants call these two, which it leaves abstract.
    public String newTaskTempFile(TaskAttemptContext task, Option<String> partition, String extension) {
        if (partition.isDefined()) {
            throw new IllegalArgumentException("load-set files have no partitions: " + partition.get());
        }
        Path path = new Path(
                directory,
                String.format(
                        "part-%05d-%d-%d%s",
                        task.getTaskAttemptID().getTaskID().getId(),
                        task.getTaskAttemptID().getId(),
                        written.size(),
                        extension));
        written.add(path);
        return path.toString();
    }

    @Override
    @SuppressWarnings("deprecation")
    public String newTaskTempFileAbsPath(TaskAttemptContext task, String absoluteDirectory, String extension) {
        throw new UnsupportedOperationException("load-set files have one directory, not " + absoluteDirectory);
    }

    @Override
    public TaskCommitMessage commitTask(TaskAttemptContext task) {
        // Spark has closed the files by now, so their size is final.
        List<Committed> files = new ArrayList<>();
        try {
            for (Path path : written) {
                FileSystem fileSystem = path.getFileSystem(task.getConfiguration());
                files.add(new Committed(
                        path.getName(), fileSystem.getFileStatus(path).getLen()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the size of a load-set file cannot be read; the task fails", e);
        }
        return new TaskCommitMessage(files.toArray(Committed[]::new));
    }

    @Override
    public void abortTask(TaskAttemptContext task) {
        // The files of an attempt that failed are in no manifest. Nothing deletes them: load sets are kept as they are.
        written.clear();
    }

    @Override
    public void commitJob(JobContext job, Seq<TaskCommitMessage> messages) {
        Configuration configuration = job.getConfiguration();
        String urlPrefix = configuration.get(URL_PREFIX);
        List<Manifest.Entry> entries = new ArrayList<>();
        for (TaskCommitMessage message :
                JavaConverters.seqAsJavaListConverter(messages).asJava()) {
            for (Committed file : (Committed[]) message.obj()) {
                entries.add(Manifest.Entry.mandatory(urlPrefix + file.name(), file.bytes()));
            }
        }
        entries.sort(Comparator.comparing(Manifest.Entry::url));
        Path path = new Path(configuration.get(MANIFEST_PATH));
        try (OutputStream out = path.getFileSystem(configuration).create(path, false)) {
            out.write(new Manifest(entries).toJson());
        } catch (IOException e) {
            throw new UncheckedIOException("the manifest " + path + " cannot be written; the write fails", e);
        }
    }

    @Override
    public void abortJob(JobContext job) {}

    /**
     * A file that a task attempt wrote.
     *
     * @param name in the directory
     * @param bytes its size
     */
    private record Committed(String name, long bytes) implements Serializable {}
}
