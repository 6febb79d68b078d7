package io.tillstream.producer.source;

import java.util.Optional;

/**
 * Follows the quotes of one CSV row over its lines, so that each character is looked at once: whether a quoted field is
 * still open decides whether the next line belongs to the row.
 */
final class OpenQuotes {
    private enum State {
        FIELD_START,
        UNQUOTED,
        QUOTED,
        /** After a quote inside a quoted field: it was the closing one, or the first of a doubled one. */
        QUOTE_IN_QUOTED,
        AFTER_CLOSING_QUOTE
    }

    private final char delimiter;
    private final Optional<Character> quote;
    private final Optional<Character> escape;
    private State state = State.FIELD_START;
    private boolean escaped;
    private boolean textAfterQuote;

    OpenQuotes(FileFormat.Csv csv) {
        this.delimiter = csv.delimiter();
        this.quote = csv.quote();
        this.escape = csv.escape();
    }

    /** Takes the next line, or the line end between two lines. */
    void add(String text) {
        for (int i = 0; i < text.length(); i++) {
            add(text.charAt(i));
        }
    }

    /** Returns whether the row continues on the next line. */
    boolean isOpen() {
        return escaped || state == State.QUOTED;
    }

    /** Returns whether text follows a closing quote, which has no meaning in CSV. */
    boolean hasTextAfterQuote() {
        return textAfterQuote;
    }

    private void add(char c) {
        if (escaped) {
            escaped = false;
            return;
        }
        if (state == State.QUOTE_IN_QUOTED) {
            if (isQuote(c)) {
                state = State.QUOTED;
                return;
            }
            state = State.AFTER_CLOSING_QUOTE;
        }
        switch (state) {
            case QUOTED -> {
                if (isEscape(c)) {
                    escaped = true;
                } else if (isQuote(c)) {
                    state = State.QUOTE_IN_QUOTED;
                }
            }
            case AFTER_CLOSING_QUOTE -> {
                if (c == delimiter) {
                    state = State.FIELD_START;
                } else if (!Character.isWhitespace(c)) {
                    textAfterQuote = true;
                    state = State.UNQUOTED;
                }
            }
            case FIELD_START, UNQUOTED, QUOTE_IN_QUOTED -> {
                if (c == delimiter) {
                    state = State.FIELD_START;
                } else if (state == State.FIELD_START && isQuote(c)) {
                    state = State.QUOTED;
                } else {
                    escaped = isEscape(c);
                    state = State.UNQUOTED;
                }
            }
        }
    }

    private boolean isQuote(char c) {
        return quote.isPresent() && quote.get() == c;
    }

    private boolean isEscape(char c) {
        return escape.isPresent() && escape.get() == c;
    }
}
