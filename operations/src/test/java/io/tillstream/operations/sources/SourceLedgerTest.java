package io.tillstream.operations.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.lake.SourceRun;
import io.tillstream.lake.SourceRun.State;
import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceLedgerTest {
    @TempDir
    Path directory;

    private int runs;

    @Test
    void runsAreAddedUpBySource() {
        SourceLedger ledger = read(
                run(State.DONE, "shop", true, 10, 8, 2, "a.csv"),
                run(State.DONE, "shop", true, 5, 5, 0, "b.csv"),
                run(State.DONE, "till", true, 1, 1, 0, "c.csv"));

        assertThat(ledger.totals())
                .extracting(SourceTotals::source, SourceTotals::read, SourceTotals::sent, SourceTotals::rejected)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("shop", 15L, 13L, 2L),
                        org.assertj.core.groups.Tuple.tuple("till", 1L, 1L, 0L));
        assertThat(ledger.totals()).allMatch(source -> source.unaccounted() == 0);
    }

    @Test
    void rowsThatAFinishedRunNeitherSentNorRejectedAreUnaccountedFor() {
        SourceLedger ledger = read(
                run(State.DONE, "shop", true, 10, 7, 2, "a.csv"), run(State.DONE, "shop", true, 10, 9, 2, "a.csv"));

        assertThat(ledger.totals().get(0).unaccounted())
                .as("one lost and one doubled do not cancel out")
                .isEqualTo(2);
    }

    @Test
    void aRunThatEndedEarlyIsNamedUntilItsFilesAreSentAgain() {
        SourceRun killed = run(State.STARTED, "shop", false, 0, 0, 0, "a.csv", "b.csv");
        SourceRun failed = run(State.FAILED, "shop", true, 9, 4, 0, "a.csv", "b.csv");

        assertThat(read(killed, failed).totals().get(0).endedEarly())
                .singleElement()
                .asString()
                .contains("a.csv and 1 more", "failed after 4 events", "Send the same files again");
        SourceRun onlyOne = run(State.DONE, "shop", true, 9, 9, 0, "a.csv");
        assertThat(read(killed, failed, onlyOne).totals().get(0).endedEarly()).hasSize(1);
        SourceRun other = run(State.DONE, "shop", true, 9, 9, 0, "b.csv");
        assertThat(read(killed, failed, onlyOne, other).totals().get(0).endedEarly())
                .isEmpty();
    }

    @Test
    void bothLinesOfARunAreOneRunAndAPieceOfALineIsNamed() throws IOException {
        SourceRun started = run(State.STARTED, "shop", false, 0, 0, 0, "a.csv");
        SourceRun done = new SourceRun(
                started.run(), State.DONE, "t", "shop", "sales_events", started.files(), true, 3, 3, 0, 0, "r", 0);
        Path file = directory.resolve("runs.jsonl");
        Files.writeString(file, started.line() + "\n" + done.line() + "\n");

        assertThat(SourceLedger.read(file).runs()).containsExactly(done);
        assertThat(SourceLedger.read(directory.resolve("none.jsonl")).totals()).isEmpty();

        Files.writeString(file, "{\"run\":\"x\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> SourceLedger.read(file))
                .isInstanceOf(CommandException.Failed.class)
                .hasMessageContaining(file + ":3:");
    }

    @Test
    void aRowIsRejectedUntilItsFileIsReplayedFromItsFirstRow() throws IOException {
        Path rejects = directory.resolve("rejects.jsonl");
        Files.writeString(rejects, "{\"of\":\"another program\"}\n");
        SourceRun first = rejecting(rejects, true, "a.csv", "a.csv:2", "a.csv:7");
        SourceRun other = rejecting(rejects, true, "b.csv", "b.csv:4");

        assertThat(RejectedRows.current(read(first, other)))
                .extracting(row -> row.file() + ":" + row.line())
                .containsExactly("a.csv:2", "a.csv:7", "b.csv:4");

        SourceRun added = rejecting(rejects, false, "a.csv", "a.csv:9");
        assertThat(RejectedRows.current(read(first, other, added)))
                .extracting(row -> row.file() + ":" + row.line())
                .as("a run that skipped what was sent says nothing about it")
                .containsExactly("a.csv:2", "a.csv:7", "a.csv:9", "b.csv:4");

        SourceRun again = rejecting(rejects, true, "a.csv", "a.csv:7");
        assertThat(RejectedRows.current(read(first, other, added, again)))
                .extracting(row -> row.file() + ":" + row.line())
                .containsExactly("b.csv:4", "a.csv:7");

        Files.delete(rejects);
        assertThatThrownBy(() -> RejectedRows.current(read(first)))
                .isInstanceOf(CommandException.Failed.class)
                .hasMessageContaining(rejects.toString());
    }

    private SourceLedger read(SourceRun... all) {
        Path file = directory.resolve("runs.jsonl");
        try {
            StringBuilder text = new StringBuilder();
            for (SourceRun run : all) {
                text.append(run.line()).append('\n');
            }
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
        return SourceLedger.read(file);
    }

    private SourceRun run(
            State state, String source, boolean fromStart, long read, long sent, long rejected, String... files) {
        return new SourceRun(
                "run-" + runs++,
                state,
                "2026-12-01T00:00:00Z",
                source,
                "sales_events",
                List.of(files).stream().map(file -> "/data/" + file).toList(),
                fromStart,
                read,
                sent,
                rejected,
                0,
                "none",
                0);
    }

    private SourceRun rejecting(Path rejects, boolean fromStart, String file, String... rows) throws IOException {
        long from = Files.size(rejects);
        for (String row : rows) {
            Files.write(
                    rejects,
                    ("{\"file\":\"" + file + "\",\"line\":" + row.substring(row.indexOf(':') + 1)
                                    + ",\"field\":\"quantity\",\"reason\":\"ü is not a number\",\"row\":\"ü\"}\n")
                            .getBytes(StandardCharsets.UTF_8),
                    StandardOpenOption.APPEND);
        }
        SourceRun run = run(State.DONE, "shop", fromStart, 9, 9 - rows.length, rows.length, file);
        return new SourceRun(
                run.run(),
                run.state(),
                run.at(),
                run.source(),
                run.topic(),
                run.files(),
                fromStart,
                run.read(),
                run.sent(),
                run.rejected(),
                0,
                rejects.toString(),
                from);
    }
}
