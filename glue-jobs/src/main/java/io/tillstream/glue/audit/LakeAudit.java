package io.tillstream.glue.audit;

import io.tillstream.glue.silver.publish.RowCounts;
import io.tillstream.lake.Cursor;

/**
 * The lake as it was at a batch.
 *
 * @param cursor how far Bronze was read
 * @param totals running totals that Silver recorded
 * @param silver what silver.sales holds of these batches
 * @param quarantineRows what silver.quarantine holds of them
 * @param gold what gold.fact_sales holds of them
 */
public record LakeAudit(Cursor cursor, RowCounts totals, TableSum silver, long quarantineRows, TableSum gold) {}
