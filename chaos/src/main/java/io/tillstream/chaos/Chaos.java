package io.tillstream.chaos;

import io.tillstream.operations.command.Cleanup;
import java.io.IOException;
import java.io.PrintStream;
import java.util.Locale;

/** A whole run, with what a person sees of it. */
public final class Chaos {
    private Chaos() {}

    /**
     * Runs and prints the outcome.
     *
     * @param out where to
     * @param terminal whether a progress bar can be drawn there
     * @param cleanup ends all that the run starts
     * @return whether every record is in Bronze exactly once
     * @throws io.tillstream.operations.command.CommandException if a part fails, or a writer asks for a person
     */
    public static boolean run(ChaosSettings settings, PrintStream out, boolean terminal, Cleanup cleanup)
            throws IOException {
        out.printf(
                Locale.ROOT,
                "%,d faults, seed %d, %,d records, %d writers%n",
                settings.faults(),
                settings.seed(),
                settings.records(),
                settings.writers());
        try (ChaosProgress progress = new ChaosProgress(out, terminal, settings.faults(), System::nanoTime)) {
            ChaosReport report = new ChaosRun(settings, progress, cleanup).run();
            print(report, out);
            return report.exact();
        }
    }

    private static void print(ChaosReport report, PrintStream out) {
        report.faults().forEach((kind, count) -> out.printf(Locale.ROOT, "  %-18s %,7d%n", kind, count));
        out.printf(
                Locale.ROOT,
                "%,d records, %,d aborted transactions; %,d rows in %,d objects; %,d offsets = records + %,d holes: %s%n",
                report.records(),
                report.abortedTransactions(),
                report.bronzeRows(),
                report.objects(),
                report.offsets(),
                report.holes(),
                report.balanced() ? "yes" : "NO");
        out.printf(
                Locale.ROOT,
                "checksum produced %s, in Bronze %s%nlost %d, duplicated %d, gaps %d, overlaps %d%n",
                report.checksumProduced(),
                report.checksumBronze(),
                report.lost(),
                report.duplicated(),
                report.gaps(),
                report.overlaps());
        report.contradictions().stream().limit(10).forEach(text -> out.println("WRONG  " + text));
        out.printf(
                Locale.ROOT,
                "%s (%d s, %d processes ended by faults, %d by themselves)%n",
                report.exact() ? "Exactly once." : "NOT EXACTLY ONCE.",
                report.seconds(),
                report.processDeaths(),
                report.unaskedExits());
    }
}
