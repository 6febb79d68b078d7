package io.tillstream.producer.replay;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.producer.mapping.Identity;
import io.tillstream.producer.mapping.Mapping;
import io.tillstream.producer.mapping.RowContent;
import io.tillstream.producer.source.SourceRow;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Counts rows that repeat others: the number that the choice of {@link Identity} needs. */
final class RepeatCount {
    /** About 500 MB; hashes of 64 bits make one false repeat unlikely (1 in 700,000) even there. */
    private static final int MAX_ROWS = 5_000_000;

    private final Mapping mapping;
    private final RowContent content;
    private final Map<Long, Long> contentById = new HashMap<>();
    private long repeats;
    private long conflicts;
    private boolean full;

    RepeatCount(Mapping mapping) {
        this.mapping = mapping;
        this.content = new RowContent(mapping);
    }

    void add(SourceRow row, Sale sale) {
        if (contentById.size() >= MAX_ROWS) {
            full = true;
            return;
        }
        long hash = content.hash(row);
        long id = mapping.identity() == Identity.COLUMN ? hash(sale.text(SaleField.EVENT_ID)) : hash;
        Long earlier = contentById.putIfAbsent(id, hash);
        if (earlier != null) {
            repeats += earlier == hash ? 1 : 0;
            conflicts += earlier == hash ? 0 : 1;
        }
    }

    /** Returns what it means, in lines for people. */
    List<String> summary() {
        List<String> lines = new ArrayList<>();
        switch (mapping.identity()) {
            case ROW ->
                lines.add(exact()
                        + (repeats == 0
                                ? ""
                                : "; identity: row counts each of them as a sale of its own,"
                                        + " content would count it once"));
            case CONTENT ->
                lines.add(exact()
                        + (repeats == 0
                                ? ""
                                : "; identity: content counts it once, row would count" + " each of them"));
            case COLUMN -> {
                lines.add(exact() + (repeats == 0 ? "" : " and its event_id; it is counted once"));
                if (conflicts > 0) {
                    lines.add(String.format(
                            Locale.ROOT,
                            "%,d rows have the event_id of an earlier row and other content: they will be quarantined."
                                    + " Is event_id really unique?",
                            conflicts));
                }
            }
        }
        if (full) {
            lines.add(String.format(Locale.ROOT, "(counted among the first %,d rows)", MAX_ROWS));
        }
        return lines;
    }

    long conflicts() {
        return conflicts;
    }

    private String exact() {
        return repeats == 0
                ? "no row repeats another"
                : String.format(Locale.ROOT, "%,d rows repeat an earlier one in every column", repeats);
    }

    private static long hash(String text) {
        long hash = 1_125_899_906_842_597L;
        for (int i = 0; i < text.length(); i++) {
            hash = 31 * hash + text.charAt(i);
        }
        return hash;
    }
}
