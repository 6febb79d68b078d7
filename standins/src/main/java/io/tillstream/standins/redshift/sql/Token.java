package io.tillstream.standins.redshift.sql;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * One lexical element of a statement.
 *
 * @param kind what it is
 * @param text its text as written, quotes included
 * @param spaced whether white space or a comment comes before it
 */
record Token(Kind kind, String text, boolean spaced) {
    /** The kinds of token. */
    enum Kind {
        /** A key word or an unquoted name. */
        WORD,
        /** A name in double quotes. */
        QUOTED_NAME,
        /** A literal in single quotes or dollar quotes. */
        STRING,
        /** A number. */
        NUMBER,
        /** {@code :name}, a value that the caller of the Data API binds. */
        PARAMETER,
        /** An operator, a bracket or a comma. */
        SYMBOL,
        /** A whole statement that a rule wants carried out before this one. */
        BEFORE,
        /** A whole statement that a rule wants carried out after this one. */
        AFTER
    }

    static Token word(String text) {
        return new Token(Kind.WORD, text, true);
    }

    static Token symbol(String text) {
        return new Token(Kind.SYMBOL, text, false);
    }

    static Token before(String statement) {
        return new Token(Kind.BEFORE, statement, true);
    }

    static Token after(String statement) {
        return new Token(Kind.AFTER, statement, true);
    }

    /** Whether this is the key word, in upper or lower case, or the symbol. */
    boolean is(String wordOrSymbol) {
        return (kind == Kind.WORD || kind == Kind.SYMBOL) && text.equalsIgnoreCase(wordOrSymbol);
    }

    boolean isName() {
        return kind == Kind.WORD || kind == Kind.QUOTED_NAME;
    }

    /** The name in lower case: Redshift folds quoted names too. */
    String name() {
        String bare =
                kind == Kind.QUOTED_NAME ? text.substring(1, text.length() - 1).replace("\"\"", "\"") : text;
        return bare.toLowerCase(Locale.ROOT);
    }

    Token withText(String changed) {
        return new Token(kind, changed, spaced);
    }

    /** The same token, with white space before it or without. */
    Token spaced(boolean space) {
        return new Token(kind, text, space);
    }

    static String render(List<Token> tokens) {
        return tokens.stream()
                .map(t -> (t.spaced() ? " " : "") + t.text())
                .collect(Collectors.joining())
                .strip();
    }
}
