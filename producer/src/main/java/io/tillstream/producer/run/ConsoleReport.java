package io.tillstream.producer.run;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.function.LongSupplier;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Shows a run to somebody at a terminal: a bar that moves, and a summary. */
public final class ConsoleReport implements RunReport {
    private static final long INTERVAL_NANOS = 100_000_000L;
    private static final int WIDTH = 100;

    private final PrintWriter out;
    private final PrintStream terminal;
    private final LongSupplier nanoTime;
    private final long started;
    private ProgressBar bar;
    private long lastProgress;

    /**
     * Starts the clock.
     *
     * @param out where the summary goes
     * @param terminal where the bar moves
     * @param nanoTime a clock as {@link System#nanoTime}
     */
    public ConsoleReport(PrintWriter out, PrintStream terminal, LongSupplier nanoTime) {
        this.out = out;
        this.terminal = terminal;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.lastProgress = started;
    }

    @Override
    public boolean isDue() {
        return nanoTime.getAsLong() - lastProgress >= INTERVAL_NANOS;
    }

    @Override
    public void progress(Counts counts) {
        lastProgress = nanoTime.getAsLong();
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("sent")
                    .setInitialMax(counts.total())
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUnit(" events", 1)
                    .showSpeed()
                    .setUpdateIntervalMillis(200)
                    .setMaxRenderedLength(WIDTH)
                    .clearDisplayOnFinish()
                    .setConsumer(new ConsoleProgressBarConsumer(terminal, WIDTH))
                    .build();
        }
        if (counts.total() >= 0) {
            bar.maxHint(Math.max(counts.total(), counts.sent()));
        }
        bar.setExtraMessage(counts.rejected() == 0 ? "" : counts.rejected() + " rejected");
        bar.stepTo(counts.sent());
    }

    @Override
    public void note(String text) {
        close();
        out.println(text);
        out.flush();
    }

    @Override
    public void result(Outcome outcome, Counts counts, Map<String, Object> more) {
        close();
        double seconds = (nanoTime.getAsLong() - started) / 1e9;
        out.printf(
                Locale.ROOT,
                "%s: %,d read, %,d sent, %,d rejected in %.1f s (%,.0f/s)%n",
                outcome.status(),
                counts.read(),
                counts.sent(),
                counts.rejected(),
                seconds,
                counts.sent() / Math.max(seconds, 0.001));
        more.forEach((name, value) -> {
            if (!(value instanceof Number number && number.longValue() == 0)) {
                out.println("  " + name.replace('_', ' ') + ": " + value);
            }
        });
        out.flush();
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
            bar = null;
        }
    }
}
