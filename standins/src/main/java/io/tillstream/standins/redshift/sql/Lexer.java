package io.tillstream.standins.redshift.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Splits a statement into tokens, so that no rule ever looks into a literal or a comment. */
final class Lexer {
    private static final Pattern BLANK = Pattern.compile("\\s+|--[^\\n]*");
    private static final Pattern STRING = Pattern.compile("'(?:[^'\\\\]|''|\\\\.)*+'", Pattern.DOTALL);
    private static final Pattern QUOTED_NAME = Pattern.compile("\"(?:[^\"]|\"\")++\"");
    private static final Pattern DOLLAR_STRING = Pattern.compile("\\$(\\w*)\\$.*?\\$\\1\\$", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("[\\p{L}_#][\\p{L}\\p{N}_$]*");
    private static final Pattern NUMBER = Pattern.compile("(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?");
    private static final Pattern PARAMETER = Pattern.compile(":[A-Za-z][A-Za-z0-9_]*");
    private static final Pattern SYMBOL = Pattern.compile("::|<=|>=|<>|!=|\\|\\||->>|->|:=|!~\\*|!~|~\\*|[^\\s]");

    private final String sql;
    private final List<Token> tokens = new ArrayList<>();
    private int at;
    private boolean spaced;

    private Lexer(String sql) {
        this.sql = sql;
    }

    /**
     * Reads all tokens.
     *
     * @throws RedshiftSqlException if a literal, a quoted name or a comment does not end
     */
    static List<Token> read(String sql) {
        Lexer lexer = new Lexer(sql);
        while (lexer.at < sql.length()) {
            lexer.step();
        }
        return List.copyOf(lexer.tokens);
    }

    private void step() {
        if (sql.startsWith("/*", at)) {
            skipBlockComment();
        } else if (!blank() && !literal()) {
            other();
        }
    }

    private boolean blank() {
        Matcher blank = BLANK.matcher(sql).region(at, sql.length());
        if (!blank.lookingAt()) {
            return false;
        }
        at = blank.end();
        spaced = true;
        return true;
    }

    private void skipBlockComment() {
        int depth = 0;
        do {
            if (sql.startsWith("/*", at)) {
                depth++;
                at += 2;
            } else if (sql.startsWith("*/", at)) {
                depth--;
                at += 2;
            } else if (at++ >= sql.length()) {
                throw new RedshiftSqlException("unterminated /* comment");
            }
        } while (depth > 0);
        spaced = true;
    }

    private boolean literal() {
        char first = sql.charAt(at);
        if (first == '\'') {
            return take(Token.Kind.STRING, STRING) || unterminated("quoted string");
        }
        if (first == '"') {
            return take(Token.Kind.QUOTED_NAME, QUOTED_NAME) || unterminated("quoted identifier");
        }
        return first == '$' && take(Token.Kind.STRING, DOLLAR_STRING);
    }

    private boolean unterminated(String what) {
        throw new RedshiftSqlException(
                "unterminated " + what + " at or near \"" + sql.substring(at, Math.min(sql.length(), at + 20)) + "\"");
    }

    private void other() {
        boolean taken = take(Token.Kind.WORD, WORD)
                || take(Token.Kind.NUMBER, NUMBER)
                || take(Token.Kind.PARAMETER, PARAMETER)
                || take(Token.Kind.SYMBOL, SYMBOL);
        if (!taken) {
            throw RedshiftSqlException.syntax(sql.substring(at, at + 1));
        }
    }

    private boolean take(Token.Kind kind, Pattern pattern) {
        Matcher matcher = pattern.matcher(sql).region(at, sql.length());
        if (!matcher.lookingAt()) {
            return false;
        }
        tokens.add(new Token(kind, matcher.group(), spaced));
        at = matcher.end();
        spaced = false;
        return true;
    }
}
