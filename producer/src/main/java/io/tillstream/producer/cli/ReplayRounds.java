package io.tillstream.producer.cli;

import io.tillstream.producer.UsageException;
import io.tillstream.producer.kafka.SendException;
import io.tillstream.producer.source.InputFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * Sends what is new, again and again. The first round must succeed; if a later one fails, this is reported and the next
 * tries again, because nobody is watching.
 */
final class ReplayRounds {
    /** A file that was written to so lately may end in half a row. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private final CliContext context;
    private final ReplayRound round;
    private final Duration every;
    private final PaceOptions pace;

    ReplayRounds(CliContext context, ReplayRound round, Duration every, PaceOptions pace) {
        this.context = context;
        this.round = round;
        this.every = every;
        this.pace = pace;
    }

    /** Returns the exit code when the run is ended: 130. */
    int run(List<String> patterns) throws IOException {
        long next = System.nanoTime();
        for (boolean first = true; !context.stop().isRequested(); first = false) {
            try {
                send(pending(patterns));
            } catch (UsageException | SendException.Retryable | IOException e) {
                if (first) {
                    throw e;
                }
                context.err().println(e.getMessage() + ". The next round tries again");
                context.err().flush();
            }
            next += every.toNanos();
            long now = System.nanoTime();
            if (next < now) {
                next = now;
            }
            context.stop().pause(next - now);
        }
        return CliContext.STOPPED;
    }

    private void send(List<Path> files) throws IOException {
        if (files.isEmpty()) {
            if (context.terminal()) {
                context.out()
                        .println(
                                LocalTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS) + " nothing new");
                context.out().flush();
            }
            return;
        }
        round.run(files, pace.rateLimiter(), 1);
    }

    private List<Path> pending(List<String> patterns) throws IOException {
        List<Path> pending = new ArrayList<>();
        for (Path file : InputFiles.findAny(patterns)) {
            long age =
                    System.currentTimeMillis() - Files.getLastModifiedTime(file).toMillis();
            if (age >= SETTLING.toMillis() && round.resume().isPending(file)) {
                pending.add(file);
            }
        }
        return pending;
    }
}
