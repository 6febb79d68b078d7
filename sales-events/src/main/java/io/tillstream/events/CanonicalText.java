package io.tillstream.events;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the end of a JSON string that has no escapes, eight bytes at a time. */
final class CanonicalText {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    private static final long QUOTES = ONES * '"';
    private static final long BACKSLASHES = ONES * '\\';
    private static final long SPACES = ONES * ' ';
    private static final int NONE = -1;

    private CanonicalText() {}

    /**
     * Returns the position of the closing quote.
     *
     * @param json the bytes
     * @param start the position after the opening quote
     * @return a negative number if the string has an escape or a control character, is not UTF-8 by RFC 3629, or does
     *     not end
     */
    static int end(byte[] json, int start) {
        int at = start;
        while (at <= json.length - Long.BYTES) {
            long special = special((long) WORD.get(json, at));
            if (special == 0) {
                at += Long.BYTES;
            } else {
                at += Long.numberOfTrailingZeros(special) >>> 3;
                byte b = json[at];
                if (b >= 0) {
                    return b == '"' ? at : NONE;
                }
                int length = sequence(json, at);
                if (length == 0) {
                    return NONE;
                }
                at += length;
            }
        }
        return endNearTheEnd(json, at);
    }

    private static int endNearTheEnd(byte[] json, int start) {
        int at = start;
        while (at < json.length) {
            byte b = json[at];
            if (b == '"') {
                return at;
            }
            int length = b >= 0 ? 1 : sequence(json, at);
            if (b == '\\' || (b >= 0 && b < ' ') || length == 0) {
                return NONE;
            }
            at += length;
        }
        return NONE;
    }

    /**
     * Marks the high bit of bytes that are a quote, a backslash, a control character or not ASCII. Bytes above the lowest
     * mark may be marked wrongly (a borrow runs upwards), so only the lowest counts.
     */
    private static long special(long word) {
        long quotes = word ^ QUOTES;
        long backslashes = word ^ BACKSLASHES;
        return ((quotes - ONES) & ~quotes | (backslashes - ONES) & ~backslashes | (word - SPACES) & ~word | word)
                & HIGH_BITS;
    }

    /** Returns the length of the UTF-8 sequence that starts with a byte that is not ASCII, or 0 if there is none. */
    private static int sequence(byte[] json, int at) {
        int first = json[at] & 0xFF;
        int second = at + 1 < json.length ? json[at + 1] & 0xFF : 0;
        if (first >= 0xC2 && first <= 0xDF) {
            return isTrail(second) ? 2 : 0;
        }
        if (first >= 0xE0 && first <= 0xEF) {
            // Neither a longer form than needed (E0 80..9F) nor half of a surrogate pair (ED A0..BF).
            boolean allowed = first == 0xE0
                    ? second >= 0xA0 && second <= 0xBF
                    : first == 0xED ? second >= 0x80 && second <= 0x9F : isTrail(second);
            return allowed && isTrail(json, at + 2) ? 3 : 0;
        }
        if (first >= 0xF0 && first <= 0xF4) {
            boolean allowed = first == 0xF0
                    ? second >= 0x90 && second <= 0xBF
                    : first == 0xF4 ? second >= 0x80 && second <= 0x8F : isTrail(second);
            return allowed && isTrail(json, at + 2) && isTrail(json, at + 3) ? 4 : 0;
        }
        return 0;
    }

    private static boolean isTrail(byte[] json, int at) {
        return at < json.length && isTrail(json[at] & 0xFF);
    }

    private static boolean isTrail(int b) {
        return (b & 0xC0) == 0x80;
    }
}
