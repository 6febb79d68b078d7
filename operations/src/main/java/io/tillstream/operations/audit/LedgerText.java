package io.tillstream.operations.audit;

import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.query.TextTable;
import io.tillstream.operations.sources.SourceTotals;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The ledger as a person reads it. */
public final class LedgerText {
    private LedgerText() {}

    /** The whole ledger: where every offset and every row is, each equation, and the verdict. */
    public static String of(Ledger ledger) {
        return sources(ledger) + partitions(ledger) + "\n" + rows(ledger) + "\n" + checks(ledger) + verdict(ledger);
    }

    private static String partitions(Ledger ledger) {
        List<ResultTable.Column> columns = List.of(
                text("partition"),
                number("offsets"),
                number("records"),
                number("holes"),
                number("gaps"),
                number("bronze rows"),
                number("in flight"));
        List<List<String>> rows = new ArrayList<>();
        boolean severalTopics = ledger.partitions().stream()
                        .map(partition -> partition.key().topicId())
                        .distinct()
                        .count()
                > 1;
        for (PartitionLedger partition : ledger.partitions()) {
            String name = Integer.toString(partition.key().partition());
            rows.add(line(
                    severalTopics ? partition.key().topicId() + "/" + name : name,
                    partition.offsets(),
                    partition.records(),
                    partition.holes(),
                    partition.gaps(),
                    partition.rows(),
                    partition.inFlight()));
        }
        rows.add(line(
                "all",
                ledger.offsets(),
                ledger.records(),
                ledger.holes(),
                ledger.gaps(),
                ledger.bronzeRows(),
                ledger.inFlight()));
        return TextTable.of(new ResultTable(columns, rows));
    }

    private static String sources(Ledger ledger) {
        List<SourceTotals> sources = ledger.sources().totals();
        if (sources.isEmpty()) {
            return "";
        }
        List<ResultTable.Column> columns = List.of(
                text("files through mapping"),
                number("runs"),
                number("read"),
                number("sent"),
                number("rejected"),
                number("left out"));
        StringBuilder text = new StringBuilder(TextTable.of(new ResultTable(
                columns,
                sources.stream()
                        .map(source -> line(
                                source.source(),
                                source.runs(),
                                source.read(),
                                source.sent(),
                                source.rejected(),
                                source.leftOut()))
                        .toList())));
        if (sources.stream().anyMatch(source -> source.rejected() > 0)) {
            text.append("Rejected rows are in no table: ./tillstream rejects lists them.\n");
        }
        sources.forEach(source -> source.endedEarly()
                .forEach(sentence -> text.append("NOTE  ").append(sentence).append('\n')));
        return text.append('\n').toString();
    }

    private static String rows(Ledger ledger) {
        List<ResultTable.Column> columns =
                List.of(text("at batch " + ledger.batchNo()), number("rows"), text("revenue"));
        return TextTable.of(new ResultTable(
                columns,
                List.of(
                        List.of("quarantined", Long.toString(ledger.silver().quarantined()), ""),
                        List.of("duplicates", Long.toString(ledger.silver().duplicates()), ""),
                        List.of("withdrawn", Long.toString(ledger.silver().withdrawn()), ""),
                        List.of("accepted", Long.toString(ledger.silver().accepted()), ""),
                        table("silver.decisions", ledger.silverTable()),
                        table("gold.fact_sales", ledger.gold()),
                        table("warehouse fact_sales", ledger.warehouse()))));
    }

    private static String checks(Ledger ledger) {
        StringBuilder text = new StringBuilder();
        for (LedgerCheck check : ledger.checks()) {
            if (check.holds()) {
                text.append("  ok     ").append(check.name()).append('\n');
            } else {
                text.append(String.format(
                        Locale.ROOT, "  WRONG  %s: %s <> %s%n", check.name(), check.left(), check.right()));
            }
        }
        return text.toString();
    }

    private static String verdict(Ledger ledger) {
        String inFlight = ledger.inFlight() == 0
                ? ""
                : String.format(Locale.ROOT, " %,d later offsets are in flight.", ledger.inFlight());
        return (ledger.balanced() ? "The ledger balances." : "THE LEDGER DOES NOT BALANCE.") + inFlight + "\n";
    }

    private static List<String> table(String name, TableTotals totals) {
        return List.of(name, Long.toString(totals.rows()), totals.revenueText());
    }

    private static List<String> line(String name, long... figures) {
        List<String> line = new ArrayList<>(List.of(name));
        for (long figure : figures) {
            line.add(Long.toString(figure));
        }
        return line;
    }

    private static ResultTable.Column text(String name) {
        return new ResultTable.Column(name, false);
    }

    private static ResultTable.Column number(String name) {
        return new ResultTable.Column(name, true);
    }
}
