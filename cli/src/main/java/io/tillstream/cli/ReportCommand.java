package io.tillstream.cli;

import io.tillstream.operations.aws.Target;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.machine.Part;
import io.tillstream.page.pipeline.DeployedSource;
import io.tillstream.page.pipeline.LocalSource;
import io.tillstream.page.pipeline.PageSource;
import io.tillstream.page.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes the report. */
@Command(
        name = "report",
        description = "Write the ledger and the sales to one HTML file that opens anywhere.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the report is written and the ledger balances",
            "1:the ledger does not balance (the report is written and says so), or a part failed",
            "2:wrong usage, or no data; on AWS no credentials, region or such environment",
            "3:on AWS, access denied: somebody must grant it"
        },
        footerHeading = "%nDetails:%n",
        footer = {
            "  The file needs no server and no JavaScript, loads nothing, and names no customer. It draws up the ledger first, as",
            "  ./tillstream audit does. On AWS the ledger cannot be drawn up from outside; the report has the outcome of the",
            "  nightly comparison instead.",
            "",
            "Examples:",
            "  ./tillstream report --out report.html",
            "  ./tillstream report --out report.html --target aws:tillstream-dev"
        })
public final class ReportCommand implements Callable<Integer> {
    @Option(names = "--out", paramLabel = "FILE", required = true, description = "The HTML file to write.")
    private Path out;

    @Mixin
    private DataDirectoryOption data;

    @Mixin
    private TargetOptions where;

    @Mixin
    private LakeOption lake;

    @Override
    public Integer call() throws InterruptedException {
        Target target = where.target();
        Optional<String> lakeBucket = lake.bucket(target);
        if (Files.isDirectory(out)
                || (out.toAbsolutePath().getParent() != null
                        && !Files.isDirectory(out.toAbsolutePath().getParent()))) {
            throw new CommandException.Usage("--out " + out + " is not a file in a directory that exists.");
        }
        if (target instanceof Target.Aws aws) {
            return CommandRun.of(cleanup -> write(new DeployedSource(
                    "aws:" + aws.prefix(), target.option(), where.deployment(aws, cleanup), lakeBucket)));
        }
        return data.onPipeline(
                "report",
                EnumSet.allOf(Part.class),
                Set.of(Part.SPARK),
                (pipeline, cleanup) -> write(new LocalSource(data.path(), data.option(), pipeline)));
    }

    private int write(PageSource source) {
        Report report = Report.of(source, new VersionProvider().getVersion()[0], Instant.now());
        try {
            Files.writeString(out, report.html());
        } catch (IOException e) {
            throw new CommandException.Failed("The report cannot be written to " + out + ": " + e, e);
        }
        System.out.println("The report is in " + out + ".");
        return report.balanced() ? 0 : 1;
    }
}
