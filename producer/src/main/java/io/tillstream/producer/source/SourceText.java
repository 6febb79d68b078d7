package io.tillstream.producer.source;

import java.nio.charset.StandardCharsets;

/** Cleaning and checking of texts from source files. */
public final class SourceText {
    private SourceText() {}

    /**
     * Removes blanks at both ends: white space, the no-break spaces (U+00A0, U+2007, U+202F) and the byte order mark.
     * Blanks inside stay as they are.
     */
    public static String trim(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (end > start && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Returns the text with control characters, which could steer a terminal, as {@code \\u001b}. */
    public static String printable(String text) {
        StringBuilder printable = new StringBuilder();
        for (char c : text.toCharArray()) {
            int type = Character.getType(c);
            boolean shown = type != Character.CONTROL && type != Character.FORMAT && c != '\u2028' && c != '\u2029';
            printable.append(shown || c == '\n' || c == '\t' ? String.valueOf(c) : String.format("\\u%04x", (int) c));
        }
        return printable.toString();
    }

    /** Returns what is wrong with the text for a column of this many bytes (0 means no limit), or null. */
    public static String fault(String text, int maxBytes) {
        if (text.indexOf('\0') >= 0) {
            return "holds the character U+0000";
        }
        if (hasSurrogates(text) && !StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            return "holds half of a surrogate pair";
        }
        if (maxBytes > 0 && text.length() * 3 > maxBytes) {
            int bytes = text.getBytes(StandardCharsets.UTF_8).length;
            return bytes > maxBytes ? "is " + bytes + " bytes long; " + maxBytes + " are allowed" : null;
        }
        return null;
    }

    private static boolean hasSurrogates(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || Character.isWhitespace(c) || Character.isSpaceChar(c) || c == '\ufeff';
    }
}
