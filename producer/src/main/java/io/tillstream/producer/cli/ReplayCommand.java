package io.tillstream.producer.cli;

import io.tillstream.producer.UsageException;
import io.tillstream.producer.mapping.Mapping;
import io.tillstream.producer.mapping.Mappings;
import io.tillstream.producer.replay.DryRun;
import io.tillstream.producer.replay.LastRow;
import io.tillstream.producer.replay.Replay;
import io.tillstream.producer.replay.ResumeFile;
import io.tillstream.producer.source.InputFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends files. */
@Command(
        name = "replay",
        description = {
            "Sends the rows of files to the topic, each as one event, using a mapping.",
            "A row that the mapping cannot read goes to the rejects file, and the run continues. Sending a file"
                    + " again is safe: its events have the same ids, so none counts twice."
        },
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every row was sent",
            "1:failed, or rows were rejected (all others were sent)",
            "2:wrong usage, settings, mapping or files; nothing was sent",
            "3:no access to the topic: somebody has to grant it",
            "130:ended by Ctrl-C; all rows read until then were sent"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tillstream replay --mapping shop.yaml --dry-run exports/2024-01.csv",
            "  ./tillstream replay --mapping pizza_sales --bootstrap-servers localhost:19090 pizza_sales.csv",
            "  ./tillstream replay --mapping shop.yaml --bootstrap-servers b-1.example:9098 --kafka-config msk.properties"
                    + " --resume shop.resume.json --every 1h 'exports/*.csv'",
            "  ./tillstream replay --mapping pizza_sales --bootstrap-servers localhost:19090 --speed 3600 pizza_sales.csv"
        })
final class ReplayCommand implements Callable<Integer> {
    private final CliContext context;

    @Mixin
    private HelpOption help;

    @Option(
            names = "--mapping",
            required = true,
            paramLabel = "NAME|FILE",
            description = "A bundled mapping (./tillstream mapping list) or your own file (docs/how-to/mappings.md).")
    private String mapping;

    @Mixin
    private ProducerOptions kafka;

    @Mixin
    private ZoneOption zone;

    @Option(
            names = "--dry-run",
            description =
                    "Send nothing, and do without a broker: show the first events, every row that would be rejected,"
                            + " and the totals.")
    private boolean dryRun;

    @Option(
            names = "--show",
            paramLabel = "N",
            defaultValue = "3",
            description = "Number of events that --dry-run shows (default: ${DEFAULT-VALUE}).")
    private int show;

    @Mixin
    private PaceOptions pace;

    @Option(
            names = "--every",
            paramLabel = "INTERVAL",
            converter = IntervalConverter.class,
            description =
                    "Look again every INTERVAL (30s, 5m, 1h, 1d) until Ctrl-C, and send what is new: new files, and"
                            + " rows added to files that were already sent.")
    private Duration every;

    @Option(
            names = "--resume",
            paramLabel = "FILE",
            description =
                    "Remember in FILE what was sent, and send only the rest: after Ctrl-C, after a failure, or days"
                            + " later.")
    private Path resume;

    @Option(
            names = "--complete-files",
            description =
                    "With --resume or --every: treat the files as complete. Otherwise a last row without a line end"
                            + " is held back, because it may be only half of a row.")
    private boolean completeFiles;

    @Option(
            names = "--from-row",
            paramLabel = "N",
            defaultValue = "1",
            description = "Start at row N, counted from 1 across all files, ignoring blank rows and headers.")
    private long fromRow;

    @Option(
            names = "--rejects",
            defaultValue = "tillstream-rejects.jsonl",
            paramLabel = "FILE",
            description = "File to which rejected rows are appended, one JSON line each (default: ${DEFAULT-VALUE}).")
    private Path rejects;

    @Option(
            names = "--ledger",
            paramLabel = "FILE",
            description =
                    "Append to FILE what this run read, sent and rejected. With DATA_DIR/source-runs.jsonl it is part"
                            + " of that pipeline's ledger; ./tillstream rejects --ledger FILE reads any.")
    private Path ledger;

    @Option(names = "--allow-rejects", description = "Exit with 0 even if rows were rejected.")
    private boolean allowRejects;

    @Parameters(
            arity = "1..*",
            paramLabel = "FILE",
            description = "Files, or patterns in quotes such as 'sales-*.csv'.")
    private List<String> files;

    ReplayCommand(CliContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws IOException {
        if (fromRow < 1) {
            throw new UsageException("--from-row: must be at least 1, not " + fromRow);
        }
        if (fromRow > 1 && (resume != null || every != null || dryRun)) {
            throw new UsageException(
                    "--from-row: cannot be combined with --resume or --every, which remember it themselves, nor with"
                            + " --dry-run");
        }
        if (dryRun && (resume != null || every != null)) {
            throw new UsageException("--dry-run: cannot be combined with --resume or --every");
        }
        Mapping loaded = new Mappings().load(mapping);
        if (dryRun) {
            List<Path> found = InputFiles.find(files);
            Replay.check(loaded, found);
            DryRun run = new DryRun(loaded, zone.zone(), context.out(), show);
            run.run(found);
            return run.isSound(allowRejects) ? 0 : 1;
        }
        loaded.requireDecided();
        LastRow lastRow = completeFiles || resume == null && every == null ? LastRow.SEND : LastRow.HOLD_BACK;
        SourceLedgerFile runs = new SourceLedgerFile(Optional.ofNullable(ledger), rejects, loaded.name(), kafka.topic);
        ReplayRound round =
                new ReplayRound(context, loaded, zone.zone(), kafka.settings(), rejects, resume(), lastRow, runs);
        int code = every == null
                ? round.run(InputFiles.find(files), pace.rateLimiter(), fromRow)
                : new ReplayRounds(context, round, every, pace).run(files);
        return code == 0 && round.rejected() > 0 && !allowRejects ? 1 : code;
    }

    private ResumeFile resume() {
        return resume == null
                ? ResumeFile.inMemory()
                : ResumeFile.open(resume, new Mappings().load(mapping).name(), kafka.topic);
    }
}
