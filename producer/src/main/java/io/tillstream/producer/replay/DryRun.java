package io.tillstream.producer.replay;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.events.SaleRules;
import io.tillstream.producer.mapping.Mapping;
import io.tillstream.producer.mapping.RejectedRowException;
import io.tillstream.producer.mapping.SaleMapper;
import io.tillstream.producer.source.BrokenRow;
import io.tillstream.producer.source.RowReader;
import io.tillstream.producer.source.SourceItem;
import io.tillstream.producer.source.SourceRow;
import io.tillstream.producer.source.SourceText;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Maps files without sending: the first events, every row that would be rejected, and totals to compare. */
public final class DryRun {
    private static final int SHOWN_REJECTS = 50;
    private static final int ROWS_BETWEEN_LOOKS_AT_THE_CLOCK = 1_000;
    private static final long PROGRESS_NANOS = 2_000_000_000L;
    private static final long DAY_MILLIS = 86_400_000L;

    private final Mapping mapping;
    private final SaleMapper mapper;
    private final PrintWriter out;
    private final int shown;
    private final RepeatCount repeats;
    private final long now = System.currentTimeMillis();
    private final Map<String, BigDecimal> revenue = new TreeMap<>();
    private BigDecimal units = BigDecimal.ZERO;
    private long events;
    private long returns;
    private long unpriced;
    private long rejected;
    private long skipped;
    private long leftOut;
    private long future;
    private long lines;
    private long lastLine;
    private long lastProgress = System.nanoTime();
    private long firstMicros = Long.MAX_VALUE;
    private long lastMicros = Long.MIN_VALUE;

    /**
     * Prepares.
     *
     * @param mapping of kind {@link io.tillstream.producer.mapping.MappingKind#SALES}
     * @param businessZone zone of local stamps where the mapping names none
     * @param out where it prints
     * @param shown how many events are shown
     */
    public DryRun(Mapping mapping, ZoneId businessZone, PrintWriter out, int shown) {
        this.mapping = mapping;
        this.mapper = new SaleMapper(mapping, businessZone);
        this.repeats = new RepeatCount(mapping);
        this.out = out;
        this.shown = shown;
    }

    /**
     * Maps the files, in order.
     *
     * @throws IOException if a file cannot be read
     */
    public void run(List<Path> files) throws IOException {
        for (Path file : files) {
            lastLine = 0;
            try (RowReader rows = RowReader.open(file, mapping.format())) {
                rows.require(mapping.requiredColumns());
                for (SourceItem item = rows.next(); item != null; item = rows.next()) {
                    map(file, item);
                    progress();
                }
                skipped += rows.skipped();
            } catch (IOException e) {
                throw new IOException(file + ": " + e.getMessage(), e);
            }
        }
        summary();
    }

    /**
     * Returns whether the files can be sent: nothing is left to decide, no row is rejected, no sale is in the future.
     *
     * @param allowRejects whether rejected rows are fine
     */
    public boolean isSound(boolean allowRejects) {
        return mapping.open().isEmpty() && (rejected == 0 || allowRejects) && future == 0 && repeats.conflicts() == 0;
    }

    private void progress() {
        long rows = events + rejected + leftOut;
        if (rows % ROWS_BETWEEN_LOOKS_AT_THE_CLOCK == 0 && System.nanoTime() - lastProgress >= PROGRESS_NANOS) {
            lastProgress = System.nanoTime();
            out.printf(Locale.ROOT, "%,d rows so far%n", rows);
            out.flush();
        }
    }

    private void map(Path file, SourceItem item) {
        if (item.line() != lastLine) {
            lastLine = item.line();
            lines++;
        }
        if (item instanceof BrokenRow broken) {
            reject(file, item, broken.field(), broken.reason());
            return;
        }
        SourceRow row = (SourceRow) item;
        try {
            if (mapper.leavesOut(row)) {
                leftOut++;
                return;
            }
            Sale sale = mapper.map(row);
            repeats.add(row, sale);
            events++;
            if (events <= shown) {
                out.println(SourceText.printable(file + ":" + item.line() + ": " + sale));
            }
            add(sale);
        } catch (RejectedRowException e) {
            reject(file, item, e.field(), e.getMessage());
        }
    }

    private void reject(Path file, SourceItem item, String field, String reason) {
        rejected++;
        if (rejected <= SHOWN_REJECTS) {
            out.println(SourceText.printable("rejected " + file + ":" + item.line() + ": " + field + ": " + reason));
        }
    }

    private void add(Sale sale) {
        BigDecimal quantity = sale.decimal(SaleField.QUANTITY);
        units = units.add(quantity);
        returns += quantity.signum() < 0 ? 1 : 0;
        firstMicros = Math.min(firstMicros, sale.number(SaleField.ORDER_TS));
        lastMicros = Math.max(lastMicros, sale.number(SaleField.ORDER_TS));
        future += sale.number(SaleField.ORDER_TS) / 1_000 > now + DAY_MILLIS ? 1 : 0;
        Optional<BigDecimal> amount = SaleRules.revenue(sale);
        if (amount.isEmpty()) {
            unpriced++;
            return;
        }
        String currency = sale.has(SaleField.CURRENCY) ? sale.text(SaleField.CURRENCY) : "default currency";
        revenue.merge(currency, amount.get(), BigDecimal::add);
    }

    private void summary() {
        if (rejected > SHOWN_REJECTS) {
            out.printf(Locale.ROOT, "and %,d more rejected rows%n", rejected - SHOWN_REJECTS);
        }
        long rows = events + rejected + leftOut;
        out.printf(
                Locale.ROOT,
                "%,d rows%s: %,d events (%,d returns), %,d rejected%s%n",
                rows,
                lines == rows ? "" : String.format(Locale.ROOT, " in %,d lines", lines),
                events,
                returns,
                rejected,
                leftOut == 0 ? "" : String.format(Locale.ROOT, ", %,d left out by where and skip", leftOut));
        if (skipped > 0) {
            out.printf(Locale.ROOT, "%,d blank or repeated header rows skipped%n", skipped);
        }
        if (events > 0) {
            out.println("order_ts from " + time(firstMicros) + " to " + time(lastMicros) + ", "
                    + units.stripTrailingZeros().toPlainString() + " units");
            revenue.forEach((currency, sum) ->
                    out.println("revenue " + sum.stripTrailingZeros().toPlainString() + " " + currency));
        }
        if (events > 0) {
            repeats.summary().forEach(out::println);
        }
        if (unpriced > 0) {
            out.printf(Locale.ROOT, "%,d events have no price: a catalogue must supply it%n", unpriced);
        }
        if (future > 0) {
            out.printf(
                    Locale.ROOT,
                    "%,d events are in the future, up to %s. Is the format or the century of order_ts wrong?%n",
                    future,
                    time(lastMicros));
        }
        if (!mapping.open().isEmpty()) {
            out.println("Open decisions; correct each line where needed, then delete its comment with DECIDE:");
            mapping.open().forEach(line -> out.println("  " + SourceText.printable(line)));
        }
        out.flush();
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
