package io.tillstream.cli;

import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.machine.FaultCampaign;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Proves that the s3-writer is exactly-once under faults. */
@Command(
        name = "chaos",
        description = "Inject random faults while records are written, and prove that each is in Bronze exactly once.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every record is in Bronze exactly once",
            "1:it is not (the figures say how), or a part failed",
            "2:wrong usage",
            "3:a writer asked for a person, where no fault called for one",
            "130:ended by Ctrl-C"
        },
        footerHeading = "%nHow:%n",
        footer = {
            "  A real broker, real s3-writers as processes, S3 behind a proxy. Faults of requests: 409, 500, 503, silence, resets",
            "  before and after S3 saw the request, halves of bodies, PUTs that arrive when their sender may be dead. Faults of",
            "  processes: KILL, TERM, STOP and CONT, a full disk, a killed broker, a moved group, a writer more, a partition more.",
            "  The values are sales, arrays and hostile bytes, in transactions of which some are aborted.",
            "  Then Bronze is judged by keys, metadata and files alone: no gap, no overlap, records + holes = offsets of the log,",
            "  and the order-independent checksum of the values is the producer's. report.json says so in figures.",
            "  The seed decides on faults and values; how they fall together with the work of eight processes is chance.",
            "  A thousand faults take about twenty minutes on two cores, thirty under a minute.",
            "",
            "Examples:",
            "  ./tillstream chaos --faults 30",
            "  ./tillstream chaos --faults 1000 --seed 7 --records 200000 --report report",
            "  ./tillstream chaos --faults 100 --data-dir /tmp/chaos      # keeps Kafka's log, Bronze and all logs"
        })
public final class ChaosCommand implements Callable<Integer> {
    private static final int RECORDS_A_FAULT = 200;

    @Option(
            names = "--faults",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many faults (default ${DEFAULT-VALUE}); at most a tenth of them end a process.")
    private int faults;

    @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Seed (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--records",
            paramLabel = "M",
            description = "How many records are committed (default: 200 for each fault; at least 20).")
    private Long records;

    @Option(
            names = "--writers",
            paramLabel = "W",
            defaultValue = "3",
            description = "How many writers (default ${DEFAULT-VALUE}; 3 to 8).")
    private int writers;

    @Option(names = "--report", paramLabel = "DIR", description = "Write report.json there.")
    private Path report;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description =
                    "Keep everything there: a new or empty directory (default: a temporary one, removed at the end"
                            + " unless the run fails).")
    private Path dataDirectory;

    @Override
    public Integer call() throws InterruptedException, IOException {
        boolean temporary = dataDirectory == null;
        FaultCampaign campaign = FaultCampaign.get();
        FaultCampaign.Request request = new FaultCampaign.Request(
                faults,
                seed,
                records == null ? (long) faults * RECORDS_A_FAULT : records,
                writers,
                (temporary ? Files.createTempDirectory("tillstream-chaos") : requireEmpty())
                        .toAbsolutePath()
                        .normalize(),
                Optional.ofNullable(report));
        CommandRun.logTo(campaign.prepare(request));
        boolean exact = false;
        try {
            int code = CommandRun.of(
                    cleanup -> campaign.run(request, System.out, System.console() != null, cleanup) ? 0 : 1);
            exact = code == 0;
            return code;
        } finally {
            if (temporary && exact) {
                delete(request.directory());
            } else {
                System.out.println("Everything is kept in " + request.directory() + ".");
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    private Path requireEmpty() throws IOException {
        if (Files.exists(dataDirectory)) {
            if (!Files.isDirectory(dataDirectory)) {
                throw new CommandException.Usage("--data-dir " + dataDirectory + " is a file. Name a directory.");
            }
            try (Stream<Path> files = Files.list(dataDirectory)) {
                if (files.findAny().isPresent()) {
                    throw new CommandException.Usage(
                            "--data-dir " + dataDirectory + " is not empty. A run needs a new directory.");
                }
            }
        }
        return dataDirectory;
    }
}
