package io.tillstream.operations.machine;

import java.util.Locale;

/** The stages that can be run by hand. */
public enum Stage {
    /** Decides on the rows of Bronze that are new. */
    SILVER,
    /** Brings facts and dimensions to Silver's batch and publishes the load set. */
    GOLD,
    /** Loads every load set that the warehouse lacks. */
    LOAD;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
