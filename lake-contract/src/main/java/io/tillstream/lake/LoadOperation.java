package io.tillstream.lake;

/** How a load set changes a table. */
public enum LoadOperation {
    /** Rows are added; none is deleted. */
    APPEND,
    /** Rows whose key is among the staged keys are deleted, then the staged rows are added. */
    REPLACE
}
