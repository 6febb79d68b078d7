package io.tillstream.cli;

import io.tillstream.operations.aws.Target;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.machine.Part;
import io.tillstream.page.Page;
import io.tillstream.page.pipeline.DeployedSource;
import io.tillstream.page.pipeline.LocalSource;
import io.tillstream.page.pipeline.PageSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Serves the live page until Ctrl-C. */
@Command(
        name = "page",
        description = "Show the pipeline and its sales in a browser, until Ctrl-C.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:a part failed, or the port is taken",
            "2:wrong usage, or no data; on AWS no credentials, region or such environment",
            "3:on AWS, access denied: somebody must grant it",
            "130:ended by Ctrl-C"
        },
        footerHeading = "%nHow:%n",
        footer = {
            "  The page answers on 127.0.0.1 only, reads and changes nothing. Its figures are those of ./tillstream query, audit,",
            "  status and trace. While ./tillstream local runs it serves the page itself; on a data directory on which no instance",
            "  runs, this command starts the parts that it needs. With --target aws:NAME it asks with your own credentials.",
            "",
            "Examples:",
            "  ./tillstream page --open",
            "  ./tillstream page --data-dir berlin --page-port 8080",
            "  ./tillstream page --target aws:tillstream-dev"
        })
public final class PageCommand implements Callable<Integer> {
    @Mixin
    private PageOptions page;

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
        if (target instanceof Target.Aws aws) {
            return CommandRun.of(cleanup -> serve(
                    new DeployedSource(
                            "aws:" + aws.prefix(), target.option(), where.deployment(aws, cleanup), lakeBucket),
                    cleanup));
        }
        return data.onPipeline(
                "page",
                EnumSet.allOf(Part.class),
                Set.of(Part.SPARK),
                (pipeline, cleanup) -> serve(new LocalSource(data.path(), data.option(), pipeline), cleanup));
    }

    private int serve(PageSource source, Cleanup cleanup) throws InterruptedException {
        Page served = page.serve(source, cleanup);
        System.out.println("The page is at " + served.address() + " until Ctrl-C.");
        page.openBrowser(served);
        Thread.currentThread().join();
        return 0;
    }
}
