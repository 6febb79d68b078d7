package io.tillstream.producer.source;

import java.io.IOException;

/** A line that is longer than any row can be. */
public final class LineTooLongException extends IOException {
    private static final long serialVersionUID = 1L;

    LineTooLongException(long line, int characters) {
        super("line " + line + " is longer than " + characters
                + " characters: is this a text file? A JSON document in one line needs type: json in the mapping");
    }
}
