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
    private final Mapping mapping;
    private final SaleMapper mapper;
    private final PrintWriter out;
    private final int shown;
    private final Map<String, BigDecimal> revenue = new TreeMap<>();
    private BigDecimal units = BigDecimal.ZERO;
    private long events;
    private long returns;
    private long unpriced;
    private long rejected;
    private long skipped;
    private long lines;
    private long lastLine;
    private long firstMicros = Long.MAX_VALUE;
    private long lastMicros = Long.MIN_VALUE;

    /**
     * Prepares.
     *
     * @param mapping of kind {@link io.tillstream.producer.mapping.MappingKind#SALES}
     * @param businessZone zone of local stamps where the mapping names none
     * @param out where all is told
     * @param shown how many events are shown
     */
    public DryRun(Mapping mapping, ZoneId businessZone, PrintWriter out, int shown) {
        this.mapping = mapping;
        this.mapper = new SaleMapper(mapping, businessZone);
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
                for (SourceItem item = rows.next(); item != null; item = rows.next()) {
                    map(file, item);
                }
                skipped += rows.skipped();
            }
        }
        summary();
    }

    /** Returns how many rows were rejected. */
    public long rejected() {
        return rejected;
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
        try {
            Sale sale = mapper.map((SourceRow) item);
            events++;
            if (events <= shown) {
                out.println(file + ":" + item.line() + ": " + sale);
            }
            add(sale);
        } catch (RejectedRowException e) {
            reject(file, item, e.field(), e.getMessage());
        }
    }

    private void reject(Path file, SourceItem item, String field, String reason) {
        rejected++;
        out.println("rejected " + file + ":" + item.line() + ": " + field + ": " + reason);
    }

    private void add(Sale sale) {
        BigDecimal quantity = sale.decimal(SaleField.QUANTITY);
        units = units.add(quantity);
        returns += quantity.signum() < 0 ? 1 : 0;
        firstMicros = Math.min(firstMicros, sale.number(SaleField.ORDER_TS));
        lastMicros = Math.max(lastMicros, sale.number(SaleField.ORDER_TS));
        Optional<BigDecimal> amount = SaleRules.revenue(sale);
        if (amount.isEmpty()) {
            unpriced++;
            return;
        }
        String currency = sale.has(SaleField.CURRENCY) ? sale.text(SaleField.CURRENCY) : "default currency";
        revenue.merge(currency, amount.get(), BigDecimal::add);
    }

    private void summary() {
        out.printf(
                Locale.ROOT,
                "%,d rows%s: %,d events (%,d returns), %,d rejected; %,d blank or repeated header rows passed over%n",
                events + rejected,
                lines == events + rejected ? "" : String.format(Locale.ROOT, " in %,d lines", lines),
                events,
                returns,
                rejected,
                skipped);
        if (events > 0) {
            out.println("order_ts from " + time(firstMicros) + " to " + time(lastMicros) + ", "
                    + units.stripTrailingZeros().toPlainString() + " units");
            revenue.forEach((currency, sum) ->
                    out.println("revenue " + sum.stripTrailingZeros().toPlainString() + " " + currency));
        }
        if (unpriced > 0) {
            out.printf(Locale.ROOT, "%,d events have no price of their own: a catalogue has to give it%n", unpriced);
        }
        out.flush();
    }

    private static Instant time(long micros) {
        return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
    }
}
