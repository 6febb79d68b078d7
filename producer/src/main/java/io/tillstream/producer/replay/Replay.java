package io.tillstream.producer.replay;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleEncoder;
import io.tillstream.events.SaleField;
import io.tillstream.producer.UsageException;
import io.tillstream.producer.kafka.EventSink;
import io.tillstream.producer.mapping.Identity;
import io.tillstream.producer.mapping.Mapping;
import io.tillstream.producer.mapping.MappingKind;
import io.tillstream.producer.mapping.RejectedRowException;
import io.tillstream.producer.mapping.SaleMapper;
import io.tillstream.producer.replay.ResumeFile.FileProgress;
import io.tillstream.producer.run.Counts;
import io.tillstream.producer.run.RunControl;
import io.tillstream.producer.source.BrokenRow;
import io.tillstream.producer.source.RowReader;
import io.tillstream.producer.source.SourceItem;
import io.tillstream.producer.source.SourceRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sends the rows of files as events. A row that an earlier run has sent is skipped; every other one is sent, rejected, or
 * left out because the mapping's conditions say that it is not a sale. {@code read = sent + rejected} at the end.
 */
public final class Replay {
    private final Mapping mapping;
    private final SaleMapper mapper;
    private final MessageSink sink;
    private final RejectsFile rejects;
    private final RunControl control;
    private final ReplayProgress progress;
    private final LastRow lastRow;
    private final SaleEncoder encoder = new SaleEncoder();
    private long toSkip;
    private long read;
    private long alreadySent;
    private long skipped;
    private long leftOut;
    private long bytesOfDoneFiles;
    private long bytes;

    /**
     * Prepares a run.
     *
     * @param mapping of kind {@link MappingKind#SALES}
     * @param businessZone zone of local stamps where the mapping names none
     * @param sink where events go
     * @param rejects where other rows go
     * @param control lets events through, shows progress, ends the run
     * @param progress remembers what is done
     * @param lastRow what becomes of a file's last row without a line end
     */
    public Replay(
            Mapping mapping,
            ZoneId businessZone,
            EventSink sink,
            RejectsFile rejects,
            RunControl control,
            ReplayProgress progress,
            LastRow lastRow) {
        this.mapping = mapping;
        this.mapper = new SaleMapper(mapping, businessZone);
        this.sink = new MessageSink(sink);
        this.rejects = rejects;
        this.control = control;
        this.progress = progress;
        this.lastRow = lastRow;
    }

    /**
     * Checks what can be known before the first event is sent: kind of mapping, names and headers of the files.
     *
     * @throws UsageException naming what is wrong
     * @throws IOException if a file cannot be read
     */
    public static void check(Mapping mapping, List<Path> files) throws IOException {
        if (mapping.kind() != MappingKind.SALES) {
            throw new UsageException("mapping " + mapping.name() + " is of kind "
                    + mapping.kind().yaml() + "; use the command catalogue with it");
        }
        Map<String, Path> names = new HashMap<>();
        for (Path file : files) {
            Path other = names.put(file.getFileName().toString(), file);
            if (other != null && mapping.identity() == Identity.ROW) {
                throw new UsageException(other + " and " + file
                        + " have the same name, and identity: row makes event ids from it. Rename one;"
                        + " otherwise their sales would be taken for the same ones");
            }
            try (RowReader rows = RowReader.open(file, mapping.format())) {
                rows.require(mapping.requiredColumns());
            }
        }
    }

    /**
     * Sends the files, in order, and waits until all is acknowledged.
     *
     * @param fromRow the first row to send; rows are counted from 1 through all files
     * @throws IOException if a file cannot be read or a reject not be written
     * @throws io.tillstream.producer.kafka.SendException if Kafka does not take an event
     */
    public void run(List<Path> files, long fromRow) throws IOException {
        toSkip = fromRow - 1;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        for (Path file : files) {
            FileProgress known = progress.known(file);
            if (known.isStill(file)) {
                progress.skipFile(known);
                alreadySent += known.rows();
                bytesOfDoneFiles += known.bytes();
            } else if (!control.isStopped()) {
                replay(file, known);
            }
        }
        sink.flush();
    }

    /** Returns the counts so far. At the end the total is what was read. */
    public Counts counts(boolean atEnd) {
        return counts(atEnd ? read : -1);
    }

    /** Returns how many rows were skipped because an earlier run had sent them. */
    public long alreadySent() {
        return alreadySent;
    }

    /** Returns how many blank and repeated header rows were skipped. */
    public long skipped() {
        return skipped;
    }

    /** Returns how many rows the mapping's conditions left out. */
    public long leftOut() {
        return leftOut;
    }

    private Counts counts(long total) {
        return new Counts(read, sink.acknowledged(), rejects.count(), total);
    }

    private void replay(Path file, FileProgress known) throws IOException {
        if (!replayAfter(file, known)) {
            progress.noteChanged(known);
            replayAfter(file, FileProgress.NONE);
        }
    }

    /** Sends the rows after those that are done; false, and nothing sent, where those are no longer the same. */
    private boolean replayAfter(Path file, FileProgress known) throws IOException {
        progress.begin(file);
        try (RowReader rows = RowReader.open(file, mapping.format())) {
            rows.require(mapping.requiredColumns());
            long sentBefore = alreadySent;
            int heldRounds = 0;
            SourceItem item = rows.next();
            for (; item != null && !control.isStopped(); item = rows.next()) {
                if (rows.isUnterminated() && progress.rows() >= known.rows()) {
                    heldRounds = lastRow.heldRounds(file, known);
                    if (heldRounds > 0) {
                        progress.noteHeldBack();
                        break;
                    }
                }
                progress.add(item.text());
                if (progress.rows() < known.rows()) {
                    skip(item);
                    continue;
                }
                if (progress.rows() == known.rows()) {
                    skip(item);
                    if (!progress.matches(known)) {
                        alreadySent = sentBefore;
                        return false;
                    }
                } else if (toSkip > 0) {
                    toSkip--;
                    skip(item);
                } else if (!sendOrReject(file, item)) {
                    progress.takeBack();
                    break;
                }
                control.showProgress(() -> counts(estimate(bytesOfDoneFiles + rows.bytesRead())));
                progress.saveIfDue(sink, rejects);
            }
            if (item == null && progress.rows() < known.rows()) {
                alreadySent = sentBefore;
                return false;
            }
            skipped += rows.skipped();
            bytesOfDoneFiles += rows.bytesRead();
            progress.save(item == null, heldRounds, sink, rejects);
        } catch (IOException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
        return true;
    }

    /** The mapper sees every row: the place of a line within its order depends on those before it. */
    private void skip(SourceItem item) {
        alreadySent++;
        if (item instanceof SourceRow row) {
            try {
                if (!mapper.leavesOut(row)) {
                    mapper.map(row);
                }
            } catch (RejectedRowException e) {
                // The run that came this far has put it into the rejects file.
                return;
            }
        }
    }

    /** Returns false if the run is to end before this row. */
    private boolean sendOrReject(Path file, SourceItem item) throws IOException {
        if (item instanceof BrokenRow broken) {
            read++;
            rejects.add(file, broken.line(), broken.field(), broken.reason(), broken.text());
            return true;
        }
        SourceRow row = (SourceRow) item;
        byte[] value;
        String key;
        long micros;
        try {
            if (mapper.leavesOut(row)) {
                leftOut++;
                return true;
            }
            Sale sale = mapper.map(row);
            key = sale.text(SaleField.ORDER_ID);
            micros = sale.number(SaleField.ORDER_TS);
            value = encoder.encode(sale);
            if (value.length > sink.maxValueBytes()) {
                throw new RejectedRowException(
                        BrokenRow.WHOLE_ROW,
                        "makes an event of " + value.length + " bytes; the topic takes " + sink.maxValueBytes());
            }
        } catch (RejectedRowException e) {
            read++;
            rejects.add(file, row.line(), e.field(), e.getMessage(), row.text());
            return true;
        }
        sink.startUnlessContinued(row);
        if (!control.awaitTurn(micros, () -> counts(-1))) {
            return false;
        }
        read++;
        sink.add(row, key, value);
        return true;
    }

    private long estimate(long bytesRead) {
        long rows = alreadySent + leftOut + read;
        return bytesRead == 0
                ? -1
                : Math.max(read, Math.round((double) rows * bytes / bytesRead) - alreadySent - leftOut);
    }
}
