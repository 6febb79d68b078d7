package io.tillstream.glue.audit;

import io.tillstream.glue.silver.publish.RowCounts;
import io.tillstream.lake.Cursor;

/**
 * The lake as it was at a batch.
 *
 * @param cursor how far Bronze was read
 * @param totals running totals that Silver recorded
 * @param silver the accepted sales of silver.decisions
 * @param quarantineRows its quarantined rows
 * @param duplicateRows its duplicates, and those that an earlier release counted without keeping their rows
 * @param withdrawnRows its withdrawn rows
 * @param gold what gold.fact_sales held
 */
public record LakeAudit(
        Cursor cursor,
        RowCounts totals,
        TableSum silver,
        long quarantineRows,
        long duplicateRows,
        long withdrawnRows,
        TableSum gold) {}
