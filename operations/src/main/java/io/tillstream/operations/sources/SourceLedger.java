package io.tillstream.operations.sources;

import io.tillstream.lake.ContractException;
import io.tillstream.lake.SourceRun;
import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What every replay into a pipeline has read, sent and rejected, from the file to which each appends.
 *
 * @param runs the last line of each run, in the order in which the runs began
 */
public record SourceLedger(List<SourceRun> runs) {
    /** No file was replayed. */
    public static final SourceLedger EMPTY = new SourceLedger(List.of());

    /** Copies the list. */
    public SourceLedger {
        runs = List.copyOf(runs);
    }

    /**
     * Reads the file; where there is none, no file was replayed.
     *
     * @throws CommandException.Failed naming the line that cannot be read
     */
    public static SourceLedger read(Path file) {
        if (!Files.isRegularFile(file)) {
            return EMPTY;
        }
        Map<String, SourceRun> runs = new LinkedHashMap<>();
        try {
            List<String> lines = Files.readAllLines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (!lines.get(i).isBlank()) {
                    SourceRun run = parse(file, i + 1, lines.get(i));
                    runs.put(run.run(), run);
                }
            }
        } catch (IOException e) {
            throw new CommandException.Failed(file + " cannot be read: " + e, e);
        }
        return new SourceLedger(List.copyOf(runs.values()));
    }

    private static SourceRun parse(Path file, int line, String text) {
        try {
            return SourceRun.parse(text);
        } catch (ContractException e) {
            throw new CommandException.Failed(
                    file + ":" + line + ": this line of the source ledger cannot be read: " + e.getMessage()
                            + ". If a power failure has cut it, delete it and send that run's files again: repeats"
                            + " count once.",
                    e);
        }
    }

    /** Adds the runs up, by the name of their mapping. */
    public List<SourceTotals> totals() {
        Map<String, List<SourceRun>> bySource = new TreeMap<>();
        runs.forEach(run -> bySource.computeIfAbsent(run.source(), name -> new ArrayList<>())
                .add(run));
        return bySource.entrySet().stream()
                .map(entry -> totals(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static SourceTotals totals(String source, List<SourceRun> runs) {
        return new SourceTotals(
                source,
                runs.size(),
                runs.stream().mapToLong(SourceRun::read).sum(),
                runs.stream().mapToLong(SourceRun::sent).sum(),
                runs.stream().mapToLong(SourceRun::rejected).sum(),
                runs.stream().mapToLong(SourceRun::leftOut).sum(),
                runs.stream()
                        .filter(run -> run.state() == SourceRun.State.DONE)
                        .mapToLong(run -> Math.abs(run.read() - run.sent() - run.rejected()))
                        .sum(),
                endedEarly(runs));
    }

    /** Sending the same files again, to their end, makes up for a run that ended early. */
    private static List<String> endedEarly(List<SourceRun> runs) {
        List<String> early = new ArrayList<>();
        Set<String> sentLater = new HashSet<>();
        for (int i = runs.size() - 1; i >= 0; i--) {
            SourceRun run = runs.get(i);
            if (run.state() == SourceRun.State.DONE) {
                sentLater.addAll(run.files());
            } else if (!sentLater.containsAll(run.files())) {
                early.add(0, sentence(run));
                // One sentence for all tries at the same files.
                sentLater.addAll(run.files());
            }
        }
        return early;
    }

    private static String sentence(SourceRun run) {
        String how = switch (run.state()) {
            case STARTED -> "has not ended, or was killed";
            case STOPPED -> "was stopped after " + run.sent() + " events";
            case FAILED -> "failed after " + run.sent() + " events";
            case DONE -> "is done";
        };
        return "The replay of " + files(run) + " that began at or before " + run.at() + " " + how
                + ". Send the same files again: events that were sent already count once.";
    }

    private static String files(SourceRun run) {
        String first = Path.of(run.files().get(0)).getFileName().toString();
        return run.files().size() == 1 ? first : first + " and " + (run.files().size() - 1) + " more";
    }
}
