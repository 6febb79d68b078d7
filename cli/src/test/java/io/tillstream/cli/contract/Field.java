package io.tillstream.cli.contract;

/**
 * A column at one stage of the pipeline, in words that all stages share.
 *
 * @param name its name
 * @param type {@code text}, {@code int}, {@code bigint}, {@code decimal(p,s)}, {@code timestamp}, {@code date}, {@code boolean},
 *     {@code binary} or {@code map}
 * @param required whether it can never be null
 * @param maxBytes the most bytes of a text, 0 where the stage sets no limit
 * @param form how a file stores it, for example {@code int64}; empty outside of files
 */
record Field(String name, String type, boolean required, int maxBytes, String form) {
    static Field optional(String name, String type) {
        return new Field(name, type, false, 0, "");
    }

    Field withForm(String stored) {
        return new Field(name, type, required, maxBytes, stored);
    }

    Field asRequired(boolean now) {
        return new Field(name, type, now, maxBytes, form);
    }

    Field withoutLimit() {
        return new Field(name, type, required, 0, form);
    }
}
