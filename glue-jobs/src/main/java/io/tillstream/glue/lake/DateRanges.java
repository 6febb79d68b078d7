package io.tillstream.glue.lake;

import static org.apache.spark.sql.functions.lit;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedSet;
import org.apache.spark.sql.Column;

/**
 * Days as few ranges, for predicates that Iceberg prunes partitions and files by. May cover more days than it was made
 * of, never fewer.
 *
 * @param ranges in order, without overlap
 */
public record DateRanges(List<Range> ranges) {
    /** More ranges than this make planning dearer than reading what lies between them. */
    private static final int MAX_RANGES = 32;

    /** A range of days, both inclusive. */
    public record Range(LocalDate first, LocalDate last) {}

    /** Copies the list. */
    public DateRanges {
        ranges = List.copyOf(ranges);
    }

    /** Returns the ranges that cover every given day and {@code margin} days before and after it. */
    public static DateRanges around(SortedSet<LocalDate> days, int margin) {
        for (int gap = 1; ; gap *= 2) {
            List<Range> ranges = new ArrayList<>();
            for (LocalDate day : days) {
                Range next = new Range(day.minusDays(margin), day.plusDays(margin));
                Range last = ranges.isEmpty() ? null : ranges.get(ranges.size() - 1);
                if (last == null || next.first().isAfter(last.last().plusDays(gap))) {
                    ranges.add(next);
                } else {
                    ranges.set(ranges.size() - 1, new Range(last.first(), next.last()));
                }
            }
            if (ranges.size() <= MAX_RANGES) {
                return new DateRanges(ranges);
            }
        }
    }

    /** Returns whether a date column lies in one of the ranges; false if there are none. */
    public Column contain(Column date) {
        return ranges.stream()
                .map(range -> date.between(
                        lit(java.sql.Date.valueOf(range.first())), lit(java.sql.Date.valueOf(range.last()))))
                .reduce(Column::or)
                .orElse(lit(false));
    }
}
