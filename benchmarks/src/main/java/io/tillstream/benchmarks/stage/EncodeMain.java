package io.tillstream.benchmarks.stage;

import io.tillstream.events.CorruptReason;
import io.tillstream.events.RowConsumer;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleDecoder;
import io.tillstream.events.SaleField;
import io.tillstream.lake.ChainId;
import io.tillstream.writer.cli.WriterSettings;
import io.tillstream.writer.stage.StagedObject;
import io.tillstream.writer.stage.StagingDirectory;
import io.tillstream.writer.stage.StagingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * The third limit: decoded sales, in memory, are written as Bronze files on local disk. The first sales of the topic are
 * kept, as many as {@link #KEPT}, and written over and over until the topic's number of records is reached; values that are
 * no sale are left out. Only the encoding is measured.
 */
@Command(name = "encode")
public final class EncodeMain implements Callable<Integer> {
    private static final int KEPT = 400_000;

    @Mixin
    private TopicOptions topic;

    @Option(names = "--dir", required = true)
    private Path directory;

    @Option(names = "--partitions", required = true)
    private int partitions;

    /** Runs and ends the process. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new EncodeMain()).execute(args));
    }

    @Override
    public Integer call() throws IOException {
        List<Sale> sales = decode();
        System.gc();
        long rotate = Long.parseLong(WriterSettings.ROTATE_RECORDS);
        long timestamp = System.currentTimeMillis();
        Checksum handed = new Checksum();
        try (StagingDirectory staging = StagingDirectory.open(directory)) {
            StagingFile[] files = new StagingFile[partitions];
            long cpu = StageResult.processCpuNanos();
            long start = System.nanoTime();
            for (long i = 0; i < topic.records(); i++) {
                Sale sale = sales.get((int) (i % sales.size()));
                int partition = (int) (i % partitions);
                long offset = i / partitions;
                if (files[partition] == null) {
                    files[partition] = staging.create(chain(partition));
                }
                files[partition].record(offset, timestamp);
                files[partition].sale(0, sale);
                handed.sale(partition, offset, 0, sale.number(SaleField.LINE_TOTAL));
                if (files[partition].records() == rotate) {
                    close(files, partition);
                }
            }
            for (int partition = 0; partition < partitions; partition++) {
                close(files, partition);
            }
            long end = System.nanoTime();
            StageResult.print(handed, 0, StageResult.processCpuNanos() - cpu, end - start);
        }
        return 0;
    }

    private static void close(StagingFile[] files, int partition) {
        if (files[partition] != null) {
            StagedObject unused = files[partition].close();
            files[partition] = null;
        }
    }

    private ChainId chain(int partition) {
        return new ChainId(topic.topic(), "AAAAAAAAAAAAAAAAAAAAAA", partition);
    }

    private List<Sale> decode() {
        List<Sale> sales = new ArrayList<>();
        SaleDecoder decoder = new SaleDecoder();
        RowConsumer keeper = new RowConsumer() {
            @Override
            public void sale(int recordIndex, Sale sale) {
                sales.add(new Sale().copyFrom(sale));
            }

            @Override
            public void corrupt(int recordIndex, byte[] payload, CorruptReason reason, String detail) {
                // Not a sale; a thousandth of the stream.
            }
        };
        TopicReader.read(topic.first(KEPT), record -> decoder.decode(record.value(), keeper));
        return sales;
    }
}
