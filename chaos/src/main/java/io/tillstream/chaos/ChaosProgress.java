package io.tillstream.chaos;

import java.io.PrintStream;
import java.util.Locale;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Faults so far, records and the time left: a bar on a terminal, elsewhere a line every ten seconds. */
final class ChaosProgress implements AutoCloseable {
    private static final long INTERVAL = 10_000_000_000L;
    private static final int WIDTH = 110;

    private final PrintStream out;
    private final int faults;
    private final LongSupplier nanoTime;
    private final ProgressBar bar;
    private final long started;
    private long said;

    /** Makes one for {@code faults} faults. */
    ChaosProgress(PrintStream out, boolean terminal, int faults, LongSupplier nanoTime) {
        this.out = out;
        this.faults = faults;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.said = started;
        this.bar = terminal
                ? new ProgressBarBuilder()
                        .setTaskName("faults")
                        .setInitialMax(faults)
                        .setStyle(ProgressBarStyle.ASCII)
                        .setMaxRenderedLength(WIDTH)
                        .clearDisplayOnFinish()
                        .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH))
                        .build()
                : null;
    }

    /** Shows where the run is. */
    void at(int done, long records) {
        if (bar != null) {
            bar.stepTo(done);
            bar.setExtraMessage(String.format(Locale.ROOT, "%,d records", records));
        } else if (nanoTime.getAsLong() - said >= INTERVAL) {
            said = nanoTime.getAsLong();
            long left = done == 0 ? 0 : (said - started) / 1_000_000_000 * (faults - done) / done;
            out.printf(
                    Locale.ROOT,
                    "  %,d of %,d faults, %,d records%s%n",
                    done,
                    faults,
                    records,
                    done == 0 || done == faults ? "" : ", about " + left + " s left");
            out.flush();
        }
    }

    /** Says what happens next. */
    void line(String text) {
        close();
        out.println(text);
        out.flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
