package io.tillstream.glue.audit;

import java.util.Map;

/**
 * What the audit compares of a table of sales, in any layer.
 *
 * @param rows how many
 * @param revenue sum by currency, in plain digits without trailing zeros
 * @param checksum order-independent checksum of the coordinates (docs/reference/contracts.md, section 5)
 */
public record TableSum(long rows, Map<String, String> revenue, String checksum) {
    /** A table without rows. */
    public static final TableSum EMPTY = new TableSum(0, Map.of(), "0");
}
