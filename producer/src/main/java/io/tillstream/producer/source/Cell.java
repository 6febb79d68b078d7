package io.tillstream.producer.source;

import java.math.BigDecimal;

/**
 * One value of a row.
 *
 * @param text as written in the file; for a JSON object or array, its JSON text
 * @param number the same as a number where the source's own type is one, else null; {@code text} is then its
 *     {@link BigDecimal#toString()}
 * @param nested whether it is a JSON object or array
 */
public record Cell(String text, BigDecimal number, boolean nested) {
    static Cell ofText(String text) {
        return new Cell(text, null, false);
    }

    static Cell ofNumber(BigDecimal number) {
        return new Cell(number.toString(), number, false);
    }

    static Cell ofNested(String json) {
        return new Cell(json, null, true);
    }
}
