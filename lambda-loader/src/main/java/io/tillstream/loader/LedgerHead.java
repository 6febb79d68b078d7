package io.tillstream.loader;

/**
 * The last row of {@code ops.load_ledger}.
 *
 * @param number the last load set in the warehouse, 0 for none
 * @param batchNoTo its last batch, 0 for none
 */
record LedgerHead(long number, long batchNoTo) {}
