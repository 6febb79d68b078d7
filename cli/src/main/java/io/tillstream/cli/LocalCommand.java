package io.tillstream.cli;

import io.tillstream.operations.display.ConsoleDisplay;
import io.tillstream.operations.machine.LocalRunRequest;
import io.tillstream.operations.machine.RunWatcher;
import io.tillstream.operations.machine.ThisMachine;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the whole pipeline on this machine. */
@Command(
        name = "local",
        description = "Run the whole pipeline on this machine and print the row ledger and the answers.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything is in the warehouse and the ledger balances",
            "1:a component failed, or the ledger does not balance",
            "2:wrong usage, or a file that does not exist",
            "3:somebody has to act: the data-quality gate blocked a batch, or a chain is broken",
            "130:ended by Ctrl-C"
        },
        footerHeading = "%nDetails:%n",
        footer = {
            "  The data directory keeps Kafka, lake, warehouse and logs between runs; a run that was killed continues",
            "  where it stopped. Without --source and --simulate, an empty data directory gets 20000 simulated sales;",
            "  one that has data gets none. The same seed simulates the same sales: sent twice, they count as",
            "  duplicates. The first run on a data directory sets its time zone and currency; later runs keep them.",
            "  Ports, counted from --port-base, all on 127.0.0.1: Kafka broker, Kafka controller, S3, Redshift Data",
            "  API, PostgreSQL. Without --once a page in your browser shows the ledger and the sales while the run goes",
            "  on; if its port is taken, the run goes on without it.",
            "",
            "Examples:",
            "  ./tillstream local",
            "  ./tillstream local --once --fresh --simulate 100000 --report report",
            "  ./tillstream local --once --source superstore_us='sales/*.csv'",
            "  ./tillstream local --data-dir berlin --source shop.yaml=till.csv --business-time-zone Europe/Berlin --default-currency EUR",
            "  ./tillstream local --source hourly_orders=orders.jsonl --catalogue hourly_orders_products=products.csv"
        })
public final class LocalCommand implements Callable<Integer> {
    @Option(
            names = "--source",
            paramLabel = "MAPPING=GLOB",
            description = "Replay these files through a mapping, given as the name of a bundled one or as a YAML file."
                    + " Repeatable.")
    private List<String> sources = List.of();

    @Option(
            names = "--catalogue",
            paramLabel = "MAPPING=CSV",
            description = "Put a product catalogue into the lake; it fills in missing names, categories and prices."
                    + " Repeatable.")
    private List<String> catalogues = List.of();

    @Option(names = "--simulate", paramLabel = "N", description = "Simulate N sales.")
    private Long simulate;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "" + LocalRunRequest.DEFAULT_SEED,
            description = "Seed of the simulation (default ${DEFAULT-VALUE}).")
    private long seed;

    @Option(names = "--start", paramLabel = "DATE", description = "First business day of the simulation, YYYY-MM-DD.")
    private LocalDate start;

    @Option(
            names = "--business-time-zone",
            paramLabel = "ZONE",
            description = "Time zone of business days and hours, and of timestamps without a zone, for example"
                    + " America/New_York (default UTC).")
    private String businessTimeZone;

    @Option(
            names = "--default-currency",
            paramLabel = "CODE",
            description = "Currency (ISO 4217) of sales that do not state one (default USD).")
    private String defaultCurrency;

    @Option(names = "--once", description = "Stop once everything is in the warehouse.")
    private boolean once;

    @Option(names = "--fresh", description = "Empty the data directory first.")
    private boolean fresh;

    @Mixin
    private DataDirectoryOption data;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Write report.json and analytics/NAME.csv to this directory.")
    private Path report;

    @Option(
            names = "--port-base",
            paramLabel = "N",
            defaultValue = "" + LocalRunRequest.DEFAULT_PORT_BASE,
            description = "First of five consecutive ports (default ${DEFAULT-VALUE}).")
    private int portBase;

    @Mixin
    private PageOptions page;

    @Option(names = "--no-page", description = "Serve no page.")
    private boolean noPage;

    @Override
    public Integer call() throws InterruptedException {
        ThisMachine machine = ThisMachine.get();
        ThisMachine.Run run = machine.prepare(request());
        machine.log(data.path()).ifPresent(CommandRun::logTo);
        return CommandRun.of(cleanup -> {
            ConsoleDisplay display = new ConsoleDisplay(System.out, System.console() != null);
            RunWatcher watcher = once || noPage ? RunWatcher.NONE : new PagedRun(page, data, display, cleanup);
            return run.run(display, cleanup, watcher) ? 0 : 1;
        });
    }

    LocalRunRequest request() {
        return new LocalRunRequest(
                data.path(),
                portBase,
                sources,
                catalogues,
                simulate == null ? OptionalLong.empty() : OptionalLong.of(simulate),
                seed,
                Optional.ofNullable(start),
                Optional.ofNullable(businessTimeZone),
                Optional.ofNullable(defaultCurrency),
                once,
                fresh,
                Optional.ofNullable(report));
    }
}
