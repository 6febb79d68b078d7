package io.tillstream.warehouse.types;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words of a statement with a place in them; words are in lower case, texts keep their quotes. */
final class Tokens {
    private static final Pattern TOKEN =
            Pattern.compile("--[^\n]*|'(?:[^']|'')*'|\"[^\"]+\"|[0-9]+(?:\\.[0-9]+)?(?:[eE][0-9]+)?"
                    + "|:?[A-Za-z_][A-Za-z_0-9]*|<>|<=|>=|\\|\\||[^\\s]");

    private final List<String> words;
    private int at;

    private Tokens(List<String> words) {
        this.words = words;
    }

    static Tokens of(String sql) {
        List<String> words = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(sql);
        while (matcher.find()) {
            String word = matcher.group();
            if (!word.startsWith("--")) {
                words.add(
                        word.startsWith("'")
                                ? word
                                : word.toLowerCase(Locale.ROOT).replace("\"", ""));
            }
        }
        return new Tokens(words);
    }

    boolean atEnd() {
        return at >= words.size();
    }

    String peek() {
        return atEnd() ? "" : words.get(at);
    }

    String peek(int ahead) {
        return at + ahead < words.size() ? words.get(at + ahead) : "";
    }

    String next() {
        return words.get(at++);
    }

    boolean accept(String... expected) {
        for (int i = 0; i < expected.length; i++) {
            if (!peek(i).equals(expected[i])) {
                return false;
            }
        }
        at += expected.length;
        return true;
    }

    void expect(String expected) {
        if (!accept(expected)) {
            throw new SqlTypeException("expected " + expected, here());
        }
    }

    /** The words from here to one of these outside brackets, which stays the next. */
    Tokens until(String... ends) {
        int start = at;
        int depth = 0;
        int cases = 0;
        for (; at < words.size(); at++) {
            String word = words.get(at);
            if (depth == 0 && cases == 0 && List.of(ends).contains(word)) {
                break;
            }
            depth += word.equals("(") ? 1 : word.equals(")") ? -1 : 0;
            cases += word.equals("case") ? 1 : word.equals("end") ? -1 : 0;
        }
        return new Tokens(words.subList(start, at));
    }

    /** The words of the bracket that opens here, without it. */
    Tokens bracketed() {
        expect("(");
        int start = at;
        for (int depth = 1; depth > 0; at++) {
            depth += words.get(at).equals("(") ? 1 : words.get(at).equals(")") ? -1 : 0;
        }
        return new Tokens(words.subList(start, at - 1));
    }

    /** All words, cut at the commas outside brackets. */
    List<Tokens> byCommas() {
        List<Tokens> parts = new ArrayList<>();
        while (!atEnd()) {
            parts.add(until(","));
            accept(",");
        }
        return parts;
    }

    /** The last word, which is the name of a column that is only repeated. */
    String last() {
        return words.get(words.size() - 1);
    }

    /** What is around here, for a message. */
    String here() {
        return String.join(" ", words.subList(Math.max(0, at - 14), Math.min(words.size(), at + 10)));
    }
}
