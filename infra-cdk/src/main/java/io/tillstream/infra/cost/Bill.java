package io.tillstream.infra.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;

/**
 * What a month costs.
 *
 * @param lines by component
 */
public record Bill(List<Line> lines) {
    /** Copies the list. */
    public Bill {
        lines = List.copyOf(lines);
    }

    /**
     * One component.
     *
     * @param component what it is
     * @param usd US dollars
     * @param how how the sum comes about
     */
    public record Line(String component, BigDecimal usd, String how) {
        /** Rounds to cents, half up. */
        public Line {
            usd = usd.setScale(2, RoundingMode.HALF_UP);
        }
    }

    /** Returns the sum. */
    public BigDecimal total() {
        return lines.stream().map(Line::usd).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
