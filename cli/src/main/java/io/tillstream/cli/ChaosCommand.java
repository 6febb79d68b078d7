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
        description = "Inject random faults while records are being written, then prove that each record is in Bronze"
                + " exactly once.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every record is in Bronze exactly once",
            "1:a record is lost or doubled (the figures say how many), or a component failed",
            "2:wrong usage",
            "3:a writer stopped for manual action although no fault required it",
            "130:ended by Ctrl-C"
        },
        footerHeading = "%nDetails:%n",
        footer = {
            "  The broker is real, the s3-writers are real processes, and S3 is behind a proxy. Request faults: 409,",
            "  500, 503, no answer, connections reset before or after S3 has seen the request, truncated bodies, PUTs",
            "  that arrive late, when their sender may be dead. Process faults: SIGKILL, SIGTERM, SIGSTOP and",
            "  SIGCONT, a full disk, a killed broker, a rewound consumer group, an extra writer, an extra partition.",
            "  The values are sales, arrays and hostile bytes, sent in transactions, some of which are aborted.",
            "  Afterwards Bronze is checked by its keys, metadata and files alone: no gap, no overlap, records +",
            "  holes = offsets of the log, and the order-independent checksum of the values equals the producer's.",
            "  report.json has the figures. The seed determines the faults and the values, but not how they",
            "  interleave with the work of eight processes. A thousand faults take about twenty minutes on two cores;",
            "  thirty take less than a minute.",
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
            description = "Number of faults (default ${DEFAULT-VALUE}); at most a tenth of them end a process.")
    private int faults;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "Seed of the faults and values (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--records",
            paramLabel = "M",
            description = "Number of records to commit (default: 200 per fault; at least 20 per fault).")
    private Long records;

    @Option(
            names = "--writers",
            paramLabel = "W",
            defaultValue = "3",
            description = "Number of writers (default ${DEFAULT-VALUE}; 3 to 8).")
    private int writers;

    @Option(names = "--report", paramLabel = "DIR", description = "Write report.json to this directory.")
    private Path report;

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            description = "Keep all data and logs in this directory, which must be new or empty (default: a temporary"
                    + " directory, removed at the end unless the run fails).")
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
                System.out.println("All data and logs are kept in " + request.directory() + ".");
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
