package io.tillstream.operations.audit;

import io.tillstream.operations.sources.SourceLedger;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** A ledger that balances, to be broken in one place at a time. */
public final class LedgerFixture {
    static final PartitionKey P0 = new PartitionKey("AAAAAAAAAAAAAAAAAAAAAA", 0);
    static final PartitionKey P1 = new PartitionKey("AAAAAAAAAAAAAAAAAAAAAA", 1);
    static final TableTotals TOTALS = totals(94, "1234.50", 7);
    static final SilverTotals SILVER = new SilverTotals(102, 94, 4, 3, 1);

    static final Ledger.DecisionRows ROWS = new Ledger.DecisionRows(4, 3, 1);

    private LedgerFixture() {}

    /** 110 offsets, 102 rows, 94 sales and one that was withdrawn. */
    public static Ledger balanced() {
        return of(partitions(), SILVER, TOTALS, ROWS, TOTALS, TOTALS, 94);
    }

    static List<PartitionLedger> partitions() {
        return List.of(
                PartitionLedger.of(
                        P0,
                        List.of(new BronzeObject(0, 49, 48, 2, 0, 50), new BronzeObject(50, 59, 0, 0, 10, 0)),
                        60,
                        75),
                PartitionLedger.of(P1, List.of(new BronzeObject(0, 49, 50, 0, 0, 52)), 50, 50));
    }

    static Ledger of(
            List<PartitionLedger> partitions,
            SilverTotals silver,
            TableTotals silverTable,
            Ledger.DecisionRows rows,
            TableTotals gold,
            TableTotals warehouse,
            long loaded) {
        return new Ledger(3, partitions, silver, silverTable, rows, gold, warehouse, loaded, SourceLedger.EMPTY);
    }

    static TableTotals totals(long rows, String usd, long checksum) {
        return TableTotals.of(rows, Map.of("USD", new BigDecimal(usd)), BigInteger.valueOf(checksum));
    }
}
