package io.tillstream.local.pipeline;

import io.tillstream.local.process.Programs;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.command.CommandException;

/** The two functions of the warehouse side. */
final class Lambdas {
    private final LoaderFunction migrations;
    private final LoaderFunction loader;

    private Lambdas(LoaderFunction migrations, LoaderFunction loader) {
        this.migrations = migrations;
        this.loader = loader;
    }

    /** Starts both processes; they initialise while this returns. */
    static Lambdas start(Programs programs, Cleanup cleanup) {
        return new Lambdas(
                LoaderFunction.start(programs, "migrations", "io.tillstream.loader.MigrationHandler", cleanup),
                loader(programs, cleanup));
    }

    /** Starts the loader alone. */
    static LoaderFunction loader(Programs programs, Cleanup cleanup) {
        return LoaderFunction.start(programs, "loader", "io.tillstream.loader.LoadHandler", cleanup);
    }

    /** Brings the warehouse's schema up to date, then ends the function that did it. */
    void migrate() {
        migrations.invoke("{}");
        migrations.close();
    }

    /**
     * Delivers the event of a load set. The handler loads every set that is missing, in order (invariant 7).
     *
     * @throws CommandException when it fails again and again, or a person must act
     */
    void load(String loadSetKey) {
        loader.load(loadSetKey);
    }
}
