package io.tillstream.cli;

import io.tillstream.operations.aws.Target;
import io.tillstream.operations.load.LoadSite;
import io.tillstream.operations.machine.Part;
import java.util.Optional;
import java.util.Set;
import picocli.CommandLine.Mixin;

/** The options of every {@code ./tillstream load} command. */
final class LoadOptions {
    private static final Set<Part> LOADING = Set.of(Part.S3, Part.WAREHOUSE);

    /** What a command does. */
    interface Work {
        int run(LoadSite site);
    }

    @Mixin
    private DataDirectoryOption data;

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
        return run(Set.of(Part.S3), Set.of(), work);
    }

    /** Works with all of it and Spark. */
    int runWithSpark(Work work) throws InterruptedException {
        return run(Set.of(Part.S3, Part.WAREHOUSE, Part.SPARK), Set.of(Part.SPARK), work);
    }

    private int run(Set<Part> alone, Set<Part> beside, Work work) throws InterruptedException {
        Target target = where.target();
        Optional<String> lakeBucket = lake.bucket(target);
        if (target instanceof Target.Aws aws) {
            return CommandRun.of(cleanup ->
                    LakeOption.reachable(where.deployment(aws, cleanup).loading(lakeBucket), work::run));
        }
        return data.onPipeline(
                "load", alone, beside, (pipeline, cleanup) -> LakeOption.reachable(pipeline.loading(), work::run));
    }
}
