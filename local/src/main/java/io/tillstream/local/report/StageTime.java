package io.tillstream.local.report;

/**
 * How long one stage of the run took.
 *
 * @param name the stage
 * @param seconds wall-clock seconds
 * @param rows what it worked on: records, rows or facts
 */
public record StageTime(String name, double seconds, long rows) {}
