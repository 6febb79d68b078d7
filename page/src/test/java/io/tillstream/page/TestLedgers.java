package io.tillstream.page;

import io.tillstream.operations.audit.Ledger;
import io.tillstream.operations.audit.PartitionKey;
import io.tillstream.operations.audit.PartitionLedger;
import io.tillstream.operations.audit.SilverTotals;
import io.tillstream.operations.audit.TableTotals;
import io.tillstream.operations.sources.SourceLedger;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Ledgers of 9,030 records. */
public final class TestLedgers {
    private TestLedgers() {}

    /** One that balances. */
    public static Ledger balanced() {
        return of(totals(9_000));
    }

    /** One whose warehouse lacks a fact. */
    public static Ledger broken() {
        return of(totals(8_999));
    }

    private static Ledger of(TableTotals warehouse) {
        PartitionKey key = new PartitionKey("dG9waWMtaWQtZm9yLXRlcw", 0);
        return new Ledger(
                1,
                List.of(new PartitionLedger(key, 9_030, 9_030, 0, 0, 9_030, 0, List.of())),
                new SilverTotals(9_030, 9_000, 10, 20, 0),
                totals(9_000),
                new Ledger.DecisionRows(10, 20, 0),
                totals(9_000),
                warehouse,
                warehouse.rows(),
                SourceLedger.EMPTY);
    }

    private static TableTotals totals(long rows) {
        return TableTotals.of(
                rows,
                Map.of("USD", new BigDecimal("181234.5"), "EUR", new BigDecimal("22650")),
                BigInteger.valueOf(rows));
    }
}
