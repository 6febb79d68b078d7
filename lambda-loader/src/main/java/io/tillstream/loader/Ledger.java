package io.tillstream.loader;

import io.tillstream.warehouse.AuditQuery;
import io.tillstream.warehouse.Query;
import java.util.List;

/**
 * Reads the load ledger. Not the cursor, which holds the same number: a running load has it locked, and a reader waits
 * until that load commits.
 */
final class Ledger {
    private final WarehouseSql dataApi;
    private final Query query = AuditQuery.LEDGER_HEAD.query();

    Ledger(WarehouseSql dataApi) {
        this.dataApi = dataApi;
    }

    /** Returns the last load set in the warehouse. */
    LedgerHead head(Deadline deadline) {
        List<List<String>> rows = dataApi.query("tillstream-ledger-head", query.sql(), deadline);
        if (rows.isEmpty()) {
            return new LedgerHead(0, 0);
        }
        return new LedgerHead(value(rows.get(0), "number"), value(rows.get(0), "batch_no_to"));
    }

    private long value(List<String> row, String column) {
        return Long.parseLong(row.get(query.columns().indexOf(column)));
    }
}
