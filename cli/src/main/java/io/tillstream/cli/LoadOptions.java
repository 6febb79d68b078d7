package io.tillstream.cli;

import io.tillstream.local.pipeline.Instance;
import io.tillstream.local.pipeline.LocalLoadSite;
import io.tillstream.local.process.DataDirectory;
import io.tillstream.operations.aws.Target;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.load.LoadSite;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What every command of {@code ./tillstream load} takes. */
final class LoadOptions {
    private static final Set<Instance.Part> LOADING = Set.of(Instance.Part.S3, Instance.Part.WAREHOUSE);

    /** What a command does. */
    interface Work {
        int run(LoadSite site);
    }

    @Option(
            names = "--data-dir",
            paramLabel = "DIR",
            defaultValue = ".tillstream",
            description = "Data directory of the pipeline (default ${DEFAULT-VALUE}).")
    private Path dataDirectory;

    @Mixin
    private TargetOptions where;

    @Mixin
    private LakeOption lake;

    /** Works with the lake and, where it says so, the warehouse. */
    int run(Work work) throws InterruptedException {
        return run(LOADING, Set.of(), work);
    }

    /** Works with the lake alone. */
    int runOnLake(Work work) throws InterruptedException {
        return run(Set.of(Instance.Part.S3), Set.of(), work);
    }

    /** Works with all of it and Spark. */
    int runWithSpark(Work work) throws InterruptedException {
        return run(
                Set.of(Instance.Part.S3, Instance.Part.WAREHOUSE, Instance.Part.SPARK),
                Set.of(Instance.Part.SPARK),
                work);
    }

    private int run(Set<Instance.Part> alone, Set<Instance.Part> beside, Work work) throws InterruptedException {
        Target target = where.target();
        Optional<String> lakeBucket = lake.bucket(target);
        DataDirectory directory = DataDirectory.at(dataDirectory);
        if (target instanceof Target.Local) {
            LogFile.in(directory);
        }
        try (Cleanup cleanup = Cleanup.registered()) {
            return Interrupted.hidden(cleanup, () -> {
                LoadSite site = target instanceof Target.Aws aws
                        ? where.deployment(aws, cleanup).loading(lakeBucket)
                        : new LocalLoadSite(Attachment.to(directory, "load", alone, beside, cleanup));
                return LakeOption.reachable(site, work::run);
            });
        }
    }
}
