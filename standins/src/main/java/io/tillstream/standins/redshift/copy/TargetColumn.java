package io.tillstream.standins.redshift.copy;

/**
 * A column that a COPY fills.
 *
 * @param name its name
 * @param type its type in PostgreSQL's catalog, for example {@code varchar}
 * @param typeName its type with length or precision, as a person writes it
 * @param length bytes of a character type, digits of a decimal, else 0
 * @param scale digits of a decimal after the point, else 0
 * @param required whether it is NOT NULL
 */
record TargetColumn(String name, String type, String typeName, int length, int scale, boolean required) {}
