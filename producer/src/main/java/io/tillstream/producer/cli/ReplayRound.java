package io.tillstream.producer.cli;

import io.tillstream.lake.SourceRun;
import io.tillstream.producer.kafka.EventSink;
import io.tillstream.producer.kafka.ProducerSettings;
import io.tillstream.producer.mapping.Mapping;
import io.tillstream.producer.replay.LastRow;
import io.tillstream.producer.replay.RejectsFile;
import io.tillstream.producer.replay.Replay;
import io.tillstream.producer.replay.ReplayProgress;
import io.tillstream.producer.replay.ResumeFile;
import io.tillstream.producer.run.Counts;
import io.tillstream.producer.run.Outcome;
import io.tillstream.producer.run.RateLimiter;
import io.tillstream.producer.run.RunControl;
import io.tillstream.producer.run.RunReport;
import java.io.IOException;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Sends files once, from connecting to the result. */
final class ReplayRound {
    private final CliContext context;
    private final Mapping mapping;
    private final ZoneId zone;
    private final ProducerSettings settings;
    private final Path rejects;
    private final ResumeFile resume;
    private final LastRow lastRow;
    private final SourceLedgerFile ledger;
    private long rejected;

    ReplayRound(
            CliContext context,
            Mapping mapping,
            ZoneId zone,
            ProducerSettings settings,
            Path rejects,
            ResumeFile resume,
            LastRow lastRow,
            SourceLedgerFile ledger) {
        this.context = context;
        this.mapping = mapping;
        this.zone = zone;
        this.settings = settings;
        this.rejects = rejects;
        this.resume = resume;
        this.lastRow = lastRow;
        this.ledger = ledger;
    }

    /** Returns how many rows were rejected in all rounds so far. */
    long rejected() {
        return rejected;
    }

    ResumeFile resume() {
        return resume;
    }

    /** Returns the exit code: 0 done, 130 ended early. */
    int run(List<Path> files, RateLimiter rateLimiter, long fromRow) throws IOException {
        Replay.check(mapping, files);
        try (RunReport report = context.report("replay", Optional.of(mapping.name()));
                RejectsFile rejectsFile = new RejectsFile(rejects);
                EventSink sink = context.sinks().open(settings)) {
            context.stop().sending();
            RunControl control = new RunControl(report, rateLimiter, context.stop(), System::nanoTime);
            ReplayProgress progress = new ReplayProgress(resume, System::nanoTime, report::note);
            Replay replay = new Replay(mapping, zone, sink, rejectsFile, control, progress, lastRow);
            SourceLedgerFile.Run run = ledger.begin(files);
            Outcome outcome = Outcome.FAILED;
            try {
                replay.run(files, fromRow);
                outcome = control.isStopped() ? Outcome.STOPPED : Outcome.DONE;
            } finally {
                rejected += rejectsFile.count();
                run.end(state(outcome), counted(replay, fromRow));
                rejectsFile.summary().forEach(report::note);
                report.result(outcome, replay.counts(outcome == Outcome.DONE), more(replay, rejectsFile));
                if (outcome != Outcome.DONE) {
                    report.note(goOn(progress.rowsDone()));
                }
            }
            return outcome == Outcome.STOPPED ? CliContext.STOPPED : 0;
        }
    }

    private static SourceRun.State state(Outcome outcome) {
        return switch (outcome) {
            case DONE -> SourceRun.State.DONE;
            case STOPPED -> SourceRun.State.STOPPED;
            case FAILED -> SourceRun.State.FAILED;
        };
    }

    private static SourceLedgerFile.Counted counted(Replay replay, long fromRow) {
        Counts counts = replay.counts(true);
        return new SourceLedgerFile.Counted(
                fromRow == 1 && replay.alreadySent() == 0,
                counts.read(),
                counts.sent(),
                counts.rejected(),
                replay.leftOut());
    }

    private String goOn(long rowsDone) {
        String done = "The first " + rowsDone + " rows are done; to continue, ";
        return resume.isKept()
                ? done + "give the same command again"
                : done + "add --from-row " + (rowsDone + 1) + " (with --resume FILE a run remembers this itself)";
    }

    private static Map<String, Object> more(Replay replay, RejectsFile rejectsFile) {
        Map<String, Object> more = new LinkedHashMap<>();
        more.put("skipped", replay.skipped());
        if (replay.leftOut() > 0) {
            more.put("left_out", replay.leftOut());
        }
        if (replay.alreadySent() > 0) {
            more.put("passed_over", replay.alreadySent());
        }
        if (rejectsFile.count() > 0) {
            more.put("rejects", rejectsFile.file().toString());
        }
        return more;
    }
}
