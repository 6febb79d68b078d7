package io.tillstream.local.cli;

import io.tillstream.local.load.LoadStatus;
import io.tillstream.local.pipeline.Instance;
import io.tillstream.local.process.Cleanup;
import io.tillstream.local.process.DataDirectory;
import java.util.Set;

/** Wakes the loader from a command. */
final class LoadWake {
    private LoadWake() {}

    /** Starts what the loader needs where no instance runs. */
    static Instance attach(DataDirectory directory, Cleanup cleanup) {
        return Attachment.to(directory, "load", Set.of(Instance.Part.S3, Instance.Part.WAREHOUSE), Set.of(), cleanup);
    }

    /** Lets the loader load what waits, and says what it did. */
    static void redrive(Instance instance) {
        long before = status(instance).loaded();
        instance.loader().redrive();
        report(before, status(instance));
    }

    /** Prints what was loaded since. */
    static void report(long before, LoadStatus now) {
        System.out.println(
                now.loaded() == before
                        ? "Nothing to load: the warehouse is at load set " + before + "."
                        : "Loaded load set " + (now.loaded() == before + 1 ? "" : (before + 1) + " to ") + now.loaded()
                                + "; the warehouse has " + now.factRows() + " facts.");
    }

    static LoadStatus status(Instance instance) {
        return LoadStatus.read(instance.s3(), Instance.BUCKET, instance.warehouse());
    }
}
