package io.tillstream.operations.sources;

/**
 * A row of an input file that did not become an event.
 *
 * @param source name of the mapping
 * @param file the input file as it was named to the replay
 * @param line its line, from 1
 * @param field the field that cannot be read, or {@code row} for the whole row
 * @param reason why
 * @param row the row's text
 */
public record RejectedRow(String source, String file, long line, String field, String reason, String row) {}
