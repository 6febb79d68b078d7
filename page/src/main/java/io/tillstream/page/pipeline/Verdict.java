package io.tillstream.page.pipeline;

import io.tillstream.operations.audit.Ledger;
import io.tillstream.operations.audit.LedgerCheck;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.status.PipelineCounts;
import java.util.List;
import java.util.Optional;

/**
 * The answer to "is anything missing?".
 *
 * @param level how good it is
 * @param title the answer in a few words
 * @param detail what it is based on
 * @param next the command or step that comes next; empty where there is none
 */
public record Verdict(Level level, String title, String detail, String next) {
    /** How good it is. */
    public enum Level {
        /** Proved by an audit of everything that is loaded. */
        GOOD,
        /** Nothing is wrong, and something is still on its way or not audited yet. */
        PENDING,
        /** Something failed or does not balance. */
        BAD
    }

    /**
     * Judges.
     *
     * @param stages the table of {@code ./tillstream status}
     * @param counts how far the stages are, where that is known
     * @param audit the newest audit
     * @param option what commands need at their end
     */
    static Verdict of(ResultTable stages, Optional<PipelineCounts> counts, AuditDesk.State audit, String option) {
        Optional<LedgerCheck> broken = audit.ledger().flatMap(Verdict::broken);
        if (broken.isPresent()) {
            return new Verdict(
                    Level.BAD,
                    "The ledger does not balance",
                    broken.get().name() + ": " + broken.get().left() + " and "
                            + broken.get().right(),
                    "./tillstream audit" + option);
        }
        Optional<List<String>> failed = stages.rows().stream()
                .filter(row -> row.get(1).startsWith("failed"))
                .findFirst();
        if (failed.isPresent()) {
            return new Verdict(
                    Level.BAD,
                    "Stage " + failed.get().get(0) + " failed when it last ran",
                    text(failed.get().get(6)),
                    "./tillstream status" + option);
        }
        return audit.ledger()
                .map(ledger -> audited(ledger, counts))
                .orElseGet(() -> counts.map(Verdict::counted).orElseGet(() -> deployed(stages, option)));
    }

    private static Verdict audited(Ledger ledger, Optional<PipelineCounts> counts) {
        long after = counts.map(now -> Math.max(0, now.kafkaOffsets() - ledger.offsets()))
                .orElse(ledger.inFlight());
        if (after > 0) {
            return new Verdict(
                    Level.PENDING,
                    "Every sale up to batch " + ledger.batchNo() + " is accounted for",
                    after + " newer records are on their way or not audited yet.",
                    "");
        }
        return new Verdict(
                Level.GOOD,
                "Every sale is accounted for",
                ledger.checks().size() + " equations from Kafka's offsets to the warehouse hold, row by row.",
                "");
    }

    private static Verdict counted(PipelineCounts counts) {
        if (counts.kafkaOffsets() == 0) {
            return new Verdict(
                    Level.PENDING, "No sales yet", "The topic is empty.", "./tillstream local --simulate 20000");
        }
        long missing = counts.kafkaOffsets() - counts.decidedOffsets();
        return new Verdict(
                Level.PENDING,
                "Not audited yet",
                missing > 0
                        ? missing + " records are on their way to a decision."
                        : "All records have their decision; the audit proves that none was lost or counted twice.",
                "");
    }

    private static Verdict deployed(ResultTable stages, String option) {
        boolean balanced = stages.rows().stream().anyMatch(row -> row.get(1).startsWith("balanced"));
        return balanced
                ? new Verdict(
                        Level.GOOD,
                        "The nightly comparison balances",
                        "Gold and the warehouse held the same sales when they were last compared.",
                        "")
                : new Verdict(
                        Level.PENDING,
                        "Not compared yet",
                        "The nightly comparison of lake and warehouse has not run yet.",
                        "./tillstream status" + option);
    }

    private static Optional<LedgerCheck> broken(Ledger ledger) {
        return ledger.checks().stream().filter(check -> !check.holds()).findFirst();
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
