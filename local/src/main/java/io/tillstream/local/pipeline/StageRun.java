package io.tillstream.local.pipeline;

import io.tillstream.lake.LoadSetKeys;
import io.tillstream.local.process.DataDirectory;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.display.Display;
import io.tillstream.operations.load.MissingSet;
import io.tillstream.operations.machine.Part;
import io.tillstream.operations.machine.Stage;
import java.util.ArrayList;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/** One stage by hand, on a data directory on which no instance runs. */
public final class StageRun {
    private final Instance instance;
    private final Display display;
    private final DataDirectory directory;

    /** @param instance has the stage's parts */
    public StageRun(Instance instance, Display display, DataDirectory directory) {
        this.instance = instance;
        this.display = display;
        this.directory = directory;
    }

    /** What must run for a stage. */
    static Set<Part> parts(Stage stage) {
        return switch (stage) {
            case SILVER, GOLD -> Set.of(Part.S3, Part.WAREHOUSE, Part.SPARK);
            case LOAD -> Set.of(Part.S3, Part.WAREHOUSE);
        };
    }

    /** Runs the stage to its end. */
    public void run(Stage stage) {
        switch (stage) {
            case SILVER -> stages(this::migrated).silver();
            case GOLD -> stages(this::migrated).gold();
            case LOAD -> {
                // First: the ledger is asked next, and the warehouse may have been emptied by hand.
                Lambdas lambdas = migrated();
                load(stages(() -> lambdas), instance.s3());
            }
        }
    }

    private Stages stages(Supplier<Lambdas> lambdas) {
        return new Stages(
                instance,
                instance.warehouse(),
                lambdas,
                new StageRecorder(display, new ArrayList<>(), directory, instance.supervisor()));
    }

    private Lambdas migrated() {
        Lambdas lambdas = instance.lambdas();
        lambdas.migrate();
        return lambdas;
    }

    private void load(Stages stages, S3Client s3) {
        Stages.Newest newest = newest(stages.loaded(), key -> exists(s3, key));
        if (newest.number() == stages.loaded()) {
            Optional<MissingSet> missing = MissingSet.before(newest.number() + 1, s3, Instance.BUCKET);
            if (missing.isPresent()) {
                throw new CommandException.ManualActionRequired(missing.get().text() + ".");
            }
            display.line("  load      nothing: the warehouse has every load set up to " + newest.number() + ".");
        }
        stages.load(newest);
    }

    /** Numbers run 1, 2, 3 … (invariant 6), so the newest is found by asking for one after the other. */
    static Stages.Newest newest(long loaded, Function<String, Boolean> exists) {
        long number = loaded;
        while (exists.apply(LoadSetKeys.batchFile(number + 1))) {
            number++;
        }
        return new Stages.Newest(number, LoadSetKeys.batchFile(number));
    }

    private static boolean exists(S3Client s3, String key) {
        try {
            s3.headObject(request -> request.bucket(Instance.BUCKET).key(key));
            return true;
        } catch (NoSuchKeyException e) {
            return false;
        }
    }
}
