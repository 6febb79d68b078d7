package io.tillstream.cli;

import io.tillstream.operations.display.ConsoleDisplay;
import io.tillstream.operations.machine.Stage;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Runs one stage by hand. */
@Command(
        name = "run",
        description = "Run one stage by hand: silver, gold or load.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the stage succeeded; it may have had nothing to do",
            "1:it failed, or an instance is running on the data directory and runs the stages itself",
            "2:wrong usage, or no data",
            "3:somebody has to act: the data-quality gate blocked the batch"
        },
        footerHeading = "%nDetails:%n",
        footer = {
            "  Each stage continues where it stopped (invariants 3, 5 and 7): running one twice, or in another order,",
            "  changes nothing. silver reads what is new in Bronze; gold brings the facts up to Silver's batch and",
            "  publishes a load set; load loads every set that is not in the warehouse yet. Bronze is written by the",
            "  s3-writer, which runs with",
            "  ./tillstream local.",
            "",
            "Examples:",
            "  ./tillstream run silver",
            "  ./tillstream run load --data-dir /data/till"
        })
public final class RunCommand implements Callable<Integer> {
    @Parameters(paramLabel = "STAGE", description = "${COMPLETION-CANDIDATES}.")
    private Stage stage;

    @Mixin
    private DataDirectoryOption data;

    @Override
    public Integer call() throws InterruptedException {
        return data.onMachine((machine, cleanup) -> {
            machine.runStage(data.path(), stage, new ConsoleDisplay(System.out, System.console() != null), cleanup);
            return 0;
        });
    }
}
