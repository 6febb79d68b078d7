package io.tillstream.producer.draft;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
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
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(LOOKED_AT);
        }
        String mark = UniversalDetector.detectCharsetFromBOM(bytes);
        if (mark != null) {
            // UTF-16 reads the mark itself; the reader of lines passes over that of UTF-8.
            Charset charset = mark.startsWith("UTF-16") ? StandardCharsets.UTF_16 : Charset.forName(mark);
            return new CharsetGuess(charset, "by the byte order mark at its start");
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
