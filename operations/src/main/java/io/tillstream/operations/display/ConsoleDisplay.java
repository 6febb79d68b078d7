package io.tillstream.operations.display;

import java.io.PrintStream;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** Progress bars on a terminal; elsewhere a plain line every few seconds, so that a log stays readable. */
public final class ConsoleDisplay implements Display {
    private static final long PLAIN_INTERVAL_NANOS = 3_000_000_000L;
    private static final int WIDTH = 100;

    private final PrintStream out;
    private final boolean terminal;

    /**
     * @param out where to
     * @param terminal whether a cursor can be moved there
     */
    public ConsoleDisplay(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    @Override
    public void line(String text) {
        out.println(text);
        out.flush();
    }

    @Override
    public Stage begin(String name, String unit, long total) {
        return terminal ? new Bar(name, unit, total) : new Plain(name, unit);
    }

    private String summary(String name, String unit, long rows, double seconds, String note) {
        String rate =
                rows > 0 && seconds > 0.05 ? String.format(Locale.ROOT, "%,10.0f/s", rows / seconds) : " ".repeat(12);
        return String.format(Locale.ROOT, "  %-9s %,12d %-8s %7.1f s %s  %s", name, rows, unit, seconds, rate, note)
                .stripTrailing();
    }

    private final class Bar implements Stage {
        private final String name;
        private final String unit;
        private final ProgressBar bar;
        private boolean closed;

        Bar(String name, String unit, long total) {
            this.name = name;
            this.unit = unit;
            ProgressBarBuilder builder = new ProgressBarBuilder()
                    .setTaskName(String.format(Locale.ROOT, "  %-9s", name))
                    .setInitialMax(total > 0 ? total : -1)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .setMaxRenderedLength(WIDTH)
                    .clearDisplayOnFinish()
                    .setConsumer(new ConsoleProgressBarConsumer(out, WIDTH));
            // Without a total at the start the bar counts steps, which have no unit and no speed.
            this.bar = (total > 0 ? builder.setUnit(" " + unit, 1).showSpeed() : builder).build();
        }

        @Override
        public void at(long done, long total) {
            if (total > 0) {
                bar.maxHint(Math.max(done, total));
            }
            bar.stepTo(done);
        }

        @Override
        public void atStep(long done, long total) {
            if (total > 0) {
                bar.setExtraMessage("step " + done + " of " + total);
                at(done, total);
            }
        }

        @Override
        public void done(long rows, double seconds, String note) {
            close();
            line(summary(name, unit, rows, seconds, note));
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                bar.close();
            }
        }
    }

    private final class Plain implements Stage {
        private final String name;
        private final String unit;
        private final long started = System.nanoTime();
        private long said = started;

        Plain(String name, String unit) {
            this.name = name;
            this.unit = unit;
        }

        @Override
        public void at(long done, long total) {
            say(done, total, unit);
        }

        @Override
        public void atStep(long done, long total) {
            say(done, total, "steps");
        }

        private void say(long done, long total, String counted) {
            long now = System.nanoTime();
            if (now - said >= PLAIN_INTERVAL_NANOS) {
                said = now;
                line("  " + name + " … " + ProgressText.of(done, total, counted, (now - started) / 1e9));
            }
        }

        @Override
        public void done(long rows, double seconds, String note) {
            line(summary(name, unit, rows, seconds, note));
        }

        @Override
        public void close() {
            // A plain line stays where it is.
        }
    }
}
