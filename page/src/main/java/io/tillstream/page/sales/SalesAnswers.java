package io.tillstream.page.sales;

import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.warehouse.AuditQuery;
import io.tillstream.warehouse.Query;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Answers of the warehouse, each kept until the next load set: before it no figure changes. Safe for use by several threads.
 */
final class SalesAnswers {
    private static final int MOST_KEPT = 1_000;

    private final QueryRunner warehouse;
    private final ConcurrentMap<NarrowedQuery, Kept> kept = new ConcurrentHashMap<>();

    /** @param warehouse where to ask */
    SalesAnswers(QueryRunner warehouse) {
        this.warehouse = warehouse;
    }

    private record Kept(long loadSet, ResultTable table) {}

    /**
     * An answer and what it is based on.
     *
     * @param loadSet number of the newest load set when the warehouse was asked
     * @param table the rows
     */
    record Answer(long loadSet, ResultTable table) {}

    /** Asks a bundled query, narrowed. */
    Answer ask(Query query, Map<String, String> asked) {
        return ask(NarrowedQuery.of(query, asked));
    }

    /** Asks a statement of the page's own. */
    Answer ask(String sql) {
        return ask(new NarrowedQuery(sql, Map.of()));
    }

    private Answer ask(NarrowedQuery query) {
        // Read before the answer: if a set is loaded in between, the answer is only asked for again.
        long loadSet = loadSet();
        Kept known = kept.get(query);
        if (known != null && known.loadSet() == loadSet) {
            return new Answer(loadSet, known.table());
        }
        ResultTable table = warehouse.query(query.sql(), new LinkedHashMap<>(query.values()));
        if (kept.size() >= MOST_KEPT) {
            kept.clear();
        }
        kept.put(query, new Kept(loadSet, table));
        return new Answer(loadSet, table);
    }

    private long loadSet() {
        List<List<String>> head =
                warehouse.query(AuditQuery.LEDGER_HEAD.query()).rows();
        return head.isEmpty() ? 0 : Long.parseLong(head.get(0).get(0));
    }
}
