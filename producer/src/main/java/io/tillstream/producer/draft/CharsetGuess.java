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
