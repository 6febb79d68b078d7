package io.tillstream.cli;

import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.machine.ThisMachine;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.query.TableFormat;
import io.tillstream.operations.query.TextTable;
import io.tillstream.operations.sources.RejectedRow;
import io.tillstream.operations.sources.RejectedRows;
import io.tillstream.operations.sources.SourceLedger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the rows of input files that no mapping could read. */
@Command(
        name = "rejects",
        description = "List the rows of files that were not sent because their mapping could not read them.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:there are none",
            "1:there are some, or a rejects file cannot be read",
            "2:wrong usage, or no data"
        },
        footerHeading = "%nDetails:%n",
        footer = {
            "  Nothing is started. A row stays in the list until its file is replayed again from its first row, for example",
            "  after its mapping was corrected. Replays to another cluster are listed from the file that their --ledger named.",
            "",
            "Examples:",
            "  ./tillstream rejects",
            "  ./tillstream rejects --source shop --format csv",
            "  ./tillstream rejects --ledger replays.jsonl"
        })
public final class RejectsCommand implements Callable<Integer> {
    @Option(names = "--source", paramLabel = "MAPPING", description = "Rows of this mapping only.")
    private Optional<String> source = Optional.empty();

    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "20",
            description = "Most rows of a table, from 1 (default ${DEFAULT-VALUE}); csv and json have all.")
    private int limit;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private TableFormat format;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description = "The ledger that replays wrote (replay --ledger), instead of the data directory's.")
    private Path ledger;

    @Mixin
    private DataDirectoryOption data;

    @Override
    public Integer call() {
        if (limit < 1) {
            throw new CommandException.Usage("--limit " + limit + " is not 1 or more.");
        }
        List<RejectedRow> rows = RejectedRows.current(runs()).stream()
                .filter(row -> source.isEmpty() || source.get().equals(row.source()))
                .toList();
        System.out.print(format == TableFormat.TABLE ? text(rows) : format.render(table(rows)));
        return rows.isEmpty() ? 0 : 1;
    }

    private SourceLedger runs() {
        if (ledger == null) {
            return ThisMachine.get().sources(data.path());
        }
        if (!Files.isRegularFile(ledger)) {
            throw new CommandException.Usage("--ledger " + ledger + ": the file does not exist.");
        }
        return SourceLedger.read(ledger);
    }

    private String text(List<RejectedRow> rows) {
        if (rows.isEmpty()) {
            return "No row is rejected.\n";
        }
        StringBuilder text = new StringBuilder();
        for (RejectedRow row : rows.subList(0, Math.min(limit, rows.size()))) {
            text.append(TextTable.printable(row.file() + ":" + row.line() + ": " + row.field() + ": " + row.reason()))
                    .append("\n    ")
                    .append(TextTable.printable(row.row()))
                    .append('\n');
        }
        if (rows.size() > limit) {
            text.append(String.format(
                    Locale.ROOT, "and %,d more; --limit N shows more, --format csv all%n", rows.size() - limit));
        }
        Map<String, Long> byField =
                rows.stream().collect(Collectors.groupingBy(RejectedRow::field, TreeMap::new, Collectors.counting()));
        text.append(String.format(Locale.ROOT, "%n%,d rows rejected by field: ", rows.size()))
                .append(byField.entrySet().stream()
                        .map(entry -> TextTable.printable(entry.getKey()) + " " + entry.getValue())
                        .collect(Collectors.joining(", ")));
        return text.append(
                        ".\nCorrect the mapping or the files, then send the files again: rows that were sent count once.\n")
                .toString();
    }

    private static ResultTable table(List<RejectedRow> rows) {
        List<Function<RejectedRow, String>> values = List.of(
                RejectedRow::source,
                RejectedRow::file,
                row -> Long.toString(row.line()),
                RejectedRow::field,
                RejectedRow::reason,
                RejectedRow::row);
        return new ResultTable(
                List.of(
                        new ResultTable.Column("source", false),
                        new ResultTable.Column("file", false),
                        new ResultTable.Column("line", true),
                        new ResultTable.Column("field", false),
                        new ResultTable.Column("reason", false),
                        new ResultTable.Column("row", false)),
                rows.stream()
                        .map(row ->
                                values.stream().map(value -> value.apply(row)).toList())
                        .toList());
    }
}
