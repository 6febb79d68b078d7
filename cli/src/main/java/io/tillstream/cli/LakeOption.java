package io.tillstream.cli;

import io.tillstream.operations.aws.Target;
import io.tillstream.operations.command.AwsFaultText;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.load.LoadSite;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import picocli.CommandLine.Option;
import software.amazon.awssdk.core.exception.SdkException;

/** Which bucket is the lake of an environment on AWS. */
final class LakeOption {
    private static final Pattern BUCKET = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    @Option(
            names = "--lake-bucket",
            paramLabel = "BUCKET",
            description =
                    "On AWS: the lake's bucket, if it is not the one named after the environment, account and region.")
    private Optional<String> lakeBucket = Optional.empty();

    /** Works on a site, and explains the failure if its lake cannot be reached. */
    static <T> T reachable(LoadSite site, Function<LoadSite, T> work) {
        try {
            return work.apply(site);
        } catch (SdkException e) {
            throw AwsFaultText.explain(
                    "The lake did not answer", "bucket " + site.bucket() + " (use --lake-bucket to name another)", e);
        }
    }

    /**
     * Returns the bucket that the caller names.
     *
     * @throws CommandException.Usage if it is not allowed for the target or is not a valid bucket name
     */
    Optional<String> bucket(Target target) {
        if (lakeBucket.isPresent() && target instanceof Target.Local) {
            throw new CommandException.Usage("--lake-bucket is allowed only with --target aws:NAME.");
        }
        if (lakeBucket.isPresent() && !BUCKET.matcher(lakeBucket.get()).matches()) {
            throw new CommandException.Usage("--lake-bucket must be a valid bucket name.");
        }
        return lakeBucket;
    }
}
