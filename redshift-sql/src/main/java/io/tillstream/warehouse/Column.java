package io.tillstream.warehouse;

/**
 * A column of a warehouse table and of the files that load it.
 *
 * @param name lower case
 * @param type as {@code batch.json} writes it, for example {@code varchar(64)} or {@code decimal(18,6)}
 */
public record Column(String name, String type) {}
