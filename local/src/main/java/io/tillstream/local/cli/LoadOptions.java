package io.tillstream.local.cli;

import io.tillstream.local.aws.Target;
import io.tillstream.local.load.LoadSite;
import io.tillstream.local.pipeline.Instance;
import io.tillstream.local.pipeline.LocalLoadSite;
import io.tillstream.local.process.AwsFaults;
import io.tillstream.local.process.Cleanup;
import io.tillstream.local.process.DataDirectory;
import io.tillstream.local.process.LocalRunException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

/** What every command of {@code ./tillstream load} takes. */
final class LoadOptions {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");
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

    @Option(
            names = "--lake-bucket",
            paramLabel = "BUCKET",
            description =
                    "On AWS, another bucket of the lake than the one that is called like environment, account and region.")
    private Optional<String> lakeBucket = Optional.empty();

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
        checkBucket(target);
        DataDirectory directory = DataDirectory.at(dataDirectory);
        if (target instanceof Target.Local) {
            LogFile.in(directory);
        }
        try (Cleanup cleanup = Cleanup.registered()) {
            return Interrupted.hidden(cleanup, () -> {
                LoadSite site = target instanceof Target.Aws aws
                        ? where.deployment(aws, cleanup).loading(lakeBucket)
                        : new LocalLoadSite(Attachment.to(directory, "load", alone, beside, cleanup));
                try {
                    return work.run(site);
                } catch (SdkException e) {
                    throw AwsFaults.explain(
                            "The lake did not answer", "bucket " + site.bucket() + " (--lake-bucket names another)", e);
                }
            });
        }
    }

    private void checkBucket(Target target) {
        if (lakeBucket.isPresent() && target instanceof Target.Local) {
            throw new LocalRunException.Usage("--lake-bucket goes with --target aws:NAME only.");
        }
        if (lakeBucket.isPresent() && !BUCKET.matcher(lakeBucket.get()).matches()) {
            throw new LocalRunException.Usage("--lake-bucket must be the name of a bucket.");
        }
    }
}
