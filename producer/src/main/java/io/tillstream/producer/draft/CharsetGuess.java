package io.tillstream.producer.draft;

import io.tillstream.producer.UsageException;
import io.tillstream.producer.source.SourceBytes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * The charset of a file, by its first megabytes.
 *
 * @param charset what to read it with
 * @param reason how sure that is
 */
record CharsetGuess(Charset charset, String reason) {
    private static final int LOOKED_AT = 16 << 20;
    private static final String WESTERN = "\u00e4\u00f6\u00fc\u00c4\u00d6\u00dc\u00df\u00e1\u00e9\u00ed\u00f3\u00fa"
            + "\u00c1\u00c9\u00cd\u00d3\u00da\u00e0\u00e8\u00ec\u00f2\u00f9\u00c0\u00c8\u00e2\u00ea\u00ee\u00f4\u00fb\u00c2\u00ca\u00eb\u00ef"
            + "\u00e7\u00c7\u00f1\u00d1\u00e3\u00f5\u00c3\u00d5\u00e5\u00c5\u00f8\u00d8\u20ac\u00a3\u00b0\u00a0\u2019\u2013\u201c\u201d";
    private static final Charset WINDOWS = Charset.forName("windows-1252");

    static CharsetGuess of(Path file) throws IOException {
        byte[] bytes;
        try (InputStream in = SourceBytes.open(file)) {
            bytes = in.readNBytes(LOOKED_AT);
        }
        String mark = UniversalDetector.detectCharsetFromBOM(bytes);
        if (mark != null) {
            // UTF-16 reads the mark itself; the reader of lines skips that of UTF-8.
            Charset charset = mark.startsWith("UTF-16") ? StandardCharsets.UTF_16 : Charset.forName(mark);
            return new CharsetGuess(charset, "by the byte order mark at its start");
        }
        if (hasZeros(bytes)) {
            return withoutMark(file, bytes);
        }
        if (decodes(bytes, StandardCharsets.UTF_8)) {
            return new CharsetGuess(StandardCharsets.UTF_8, "every byte of it is valid UTF-8");
        }
        if (isWestern(bytes)) {
            return new CharsetGuess(WINDOWS, "it is not UTF-8, and every accent of it is one of Western Europe");
        }
        UniversalDetector detector = new UniversalDetector();
        detector.handleData(bytes);
        detector.dataEnd();
        String name = detector.getDetectedCharset();
        if (name != null && Charset.isSupported(name) && decodes(bytes, Charset.forName(name))) {
            return new CharsetGuess(
                    Charset.forName(name),
                    "a guess by its letters; it is not UTF-8. DECIDE: look at" + " names with accents");
        }
        return new CharsetGuess(
                WINDOWS, "it is not UTF-8; this is the usual one of Windows. DECIDE: look at names with accents");
    }

    /** Read as windows-1252, text of another charset shows letters and signs that no Western language has in a word. */
    private static boolean isWestern(byte[] bytes) {
        String text = new String(bytes, WINDOWS);
        return text.chars().filter(c -> c >= 0x80).allMatch(c -> WESTERN.indexOf(c) >= 0);
    }

    private static boolean hasZeros(byte[] bytes) {
        for (byte b : bytes) {
            if (b == 0) {
                return true;
            }
        }
        return false;
    }

    /** In UTF-16 the digits and marks of every export have one byte that is 0, always on the same side. */
    private static CharsetGuess withoutMark(Path file, byte[] bytes) {
        int[] zeros = new int[2];
        for (int i = 0; i < bytes.length; i++) {
            zeros[i % 2] += bytes[i] == 0 ? 1 : 0;
        }
        for (int side = 0; side < 2; side++) {
            if (zeros[side] * 10L > bytes.length && zeros[1 - side] * 100L < bytes.length) {
                return new CharsetGuess(
                        side == 1 ? StandardCharsets.UTF_16LE : StandardCharsets.UTF_16BE,
                        "every second byte is 0, and there is no byte order mark");
            }
        }
        throw new UsageException(file + ": holds bytes that are 0, so it is not a text file");
    }

    String yaml() {
        return charset.name().toLowerCase(Locale.ROOT);
    }

    /** What was cut off in the middle of a character counts as decoded. */
    private static boolean decodes(byte[] bytes, Charset charset) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate(1 << 16);
        while (true) {
            CoderResult result = decoder.decode(in, out, false);
            if (result.isError()) {
                return false;
            }
            if (result.isUnderflow()) {
                return true;
            }
            out.clear();
        }
    }
}
