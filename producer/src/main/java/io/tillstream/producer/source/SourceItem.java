package io.tillstream.producer.source;

/** What a reader finds: a row, or text that is none. */
public sealed interface SourceItem permits SourceRow, BrokenRow {
    /** Returns the name of the file without directories. */
    String fileName();

    /** Returns the line of the file, from 1, on which the row begins. */
    long line();

    /** Returns the row's text as written in the file. */
    String text();
}
