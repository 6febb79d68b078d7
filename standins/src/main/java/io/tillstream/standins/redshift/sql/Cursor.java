package io.tillstream.standins.redshift.sql;

import java.util.ArrayList;
import java.util.List;

/** A place in a list of tokens, for the rules that read a statement from left to right. */
final class Cursor {
    private final List<Token> tokens;
    private int at;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    Token next() {
        if (atEnd()) {
            throw new RedshiftSqlException("syntax error at end of input");
        }
        return tokens.get(at++);
    }

    boolean sees(String... words) {
        for (int i = 0; i < words.length; i++) {
            if (at + i >= tokens.size() || !tokens.get(at + i).is(words[i])) {
                return false;
            }
        }
        return true;
    }

    boolean accept(String... words) {
        boolean seen = sees(words);
        if (seen) {
            at += words.length;
        }
        return seen;
    }

    void expect(String... words) {
        for (String word : words) {
            if (!accept(word)) {
                throw unexpected();
            }
        }
    }

    /** The tokens of a name with its schema, if it has one. */
    List<Token> qualifiedName() {
        int from = at;
        do {
            if (!next().isName()) {
                at--;
                throw unexpected();
            }
        } while (accept("."));
        return tokens.subList(from, at);
    }

    /** What is between an opening bracket here and its closing one; moves past that. */
    List<Token> bracketed() {
        expect("(");
        int from = at;
        int depth = 1;
        while (depth > 0) {
            Token token = next();
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
        }
        return tokens.subList(from, at - 1);
    }

    List<Token> rest() {
        List<Token> rest = tokens.subList(at, tokens.size());
        at = tokens.size();
        return rest;
    }

    RedshiftSqlException unexpected() {
        return atEnd()
                ? new RedshiftSqlException("syntax error at end of input")
                : RedshiftSqlException.syntax(tokens.get(at).text());
    }

    /** Splits at the commas outside brackets. */
    static List<List<Token>> splitAtCommas(List<Token> tokens) {
        List<List<Token>> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && token.is(",")) {
                parts.add(tokens.subList(from, i));
                from = i + 1;
            }
        }
        parts.add(tokens.subList(from, tokens.size()));
        return parts;
    }
}
