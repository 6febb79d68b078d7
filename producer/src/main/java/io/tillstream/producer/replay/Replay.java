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

/** Sends the rows of files as events. Every row is sent or rejected: {@code read = sent + rejected} at the end. */
public final class Replay {
    private final Mapping mapping;
    private final SaleMapper mapper;
    private final EventSink sink;
    private final RejectsFile rejects;
    private final RunReport report;
    private final SaleEncoder encoder = new SaleEncoder();
    private long read;
    private long skipped;
    private long bytesOfDoneFiles;
    private long bytes;

    /**
     * Prepares a run.
     *
     * @param mapping of kind {@link MappingKind#SALES}
     * @param businessZone zone of local stamps where the mapping names none
     * @param sink where events go
     * @param rejects where other rows go
     * @param report told how far the run is
     */
    public Replay(Mapping mapping, ZoneId businessZone, EventSink sink, RejectsFile rejects, RunReport report) {
        this.mapping = mapping;
        this.mapper = new SaleMapper(mapping, businessZone);
        this.sink = sink;
        this.rejects = rejects;
        this.report = report;
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
                throw new UsageException(other + " and " + file + " have one name, and identity: row makes event ids"
                        + " of it: rename one, or their sales would be taken for the same");
            }
            try (RowReader rows = RowReader.open(file, mapping.format())) {
                rows.require(mapping.requiredColumns());
            }
        }
    }

    /**
     * Sends the files, in order, and waits until all is acknowledged.
     *
     * @throws IOException if a file cannot be read or a reject not be written
     * @throws io.tillstream.producer.kafka.SendException if Kafka does not take an event
     */
    public void run(List<Path> files) throws IOException {
        for (Path file : files) {
            bytes += Files.size(file);
        }
        for (Path file : files) {
            try (RowReader rows = RowReader.open(file, mapping.format())) {
                replay(file, rows);
                bytesOfDoneFiles += rows.bytesRead();
                skipped += rows.skipped();
            } catch (IOException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
        }
        sink.flush();
    }

    /** Returns the counts so far. At the end the total is what was read. */
    public Counts counts(boolean atEnd) {
        return counts(atEnd ? read : -1);
    }

    /** Returns how many blank and repeated header rows were passed over. */
    public long skipped() {
        return skipped;
    }

    private Counts counts(long total) {
        return new Counts(read, sink.acknowledged(), rejects.count(), total);
    }

    private void replay(Path file, RowReader rows) throws IOException {
        for (SourceItem item = rows.next(); item != null; item = rows.next()) {
            read++;
            if (item instanceof SourceRow row) {
                sendOrReject(file, row);
            } else if (item instanceof BrokenRow broken) {
                rejects.add(file, broken.line(), broken.field(), broken.reason(), broken.text());
            }
            if (report.isDue()) {
                report.progress(counts(estimate(bytesOfDoneFiles + rows.bytesRead())));
            }
        }
    }

    private void sendOrReject(Path file, SourceRow row) throws IOException {
        byte[] value;
        String key;
        try {
            Sale sale = mapper.map(row);
            key = sale.text(SaleField.ORDER_ID);
            value = encoder.encode(sale);
            if (value.length > sink.maxValueBytes()) {
                throw new RejectedRowException(
                        BrokenRow.WHOLE_ROW,
                        "makes an event of " + value.length + " bytes; the topic takes " + sink.maxValueBytes());
            }
        } catch (RejectedRowException e) {
            rejects.add(file, row.line(), e.field(), e.getMessage(), row.text());
            return;
        }
        sink.send(key, value);
    }

    private long estimate(long bytesRead) {
        return bytesRead == 0 ? -1 : Math.max(read, Math.round((double) read * bytes / bytesRead));
    }
}
