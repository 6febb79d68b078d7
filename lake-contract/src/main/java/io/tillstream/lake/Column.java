package io.tillstream.lake;

/**
 * A column of a warehouse table and of the files that load it.
 *
 * @param name lower case
 * @param type as {@code batch.json} writes it, for example {@code varchar(64)} or {@code decimal(18,6)}
 */
public record Column(String name, String type) {
    /** Returns {@code name type}, the line of {@code tables/*.txt} and of a schema fingerprint. */
    @Override
    public String toString() {
        return name + " " + type;
    }
}
