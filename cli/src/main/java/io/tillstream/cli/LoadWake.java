package io.tillstream.cli;

import io.tillstream.operations.load.LoadSite;
import io.tillstream.operations.load.LoadStatus;

/** Wakes the loader from a command. */
final class LoadWake {
    private LoadWake() {}

    /** Lets the loader load what waits, and says what it did. */
    static void redrive(LoadSite site) {
        long before = site.status().loaded();
        site.redrive();
        report(before, site.status());
    }

    /** Prints what was loaded since. */
    static void report(long before, LoadStatus now) {
        System.out.println(
                now.loaded() == before
                        ? "Nothing to load: the warehouse is at load set " + before + "."
                        : "Loaded load set " + (now.loaded() == before + 1 ? "" : (before + 1) + " to ") + now.loaded()
                                + "; the warehouse has " + now.factRows() + " facts.");
    }
}
