package io.tillstream.producer.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;

/**
 * Reads physical lines with their numbers and ends. Bytes that are not of the charset spoil their own line only, which
 * a {@link java.io.Reader} cannot do: it fails for the whole file or replaces silently. Holds one line in memory.
 */
final class LineReader implements Closeable {
    /** Maximum length of a line in characters: what a record on the topic can hold. */
    static final int MAX_LINE = 8 << 20;

    private static final int BUFFER = 1 << 16;
    private static final char DOS_END = '\u001a';

    private final InputStream in;
    private final CharsetDecoder decoder;
    private final ByteBuffer bytes = ByteBuffer.allocate(BUFFER).flip();
    private final CharBuffer chars = CharBuffer.allocate(BUFFER + 1).flip();
    private final Deque<Long> undecodable = new ArrayDeque<>();
    private final Deque<Line> returned = new ArrayDeque<>();
    private long decoded;
    private long consumed;
    private long bytesRead;
    private long lineNumber;
    private boolean endOfInput;
    private boolean endOfChars;

    LineReader(InputStream in, Charset charset) {
        this.in = in;
        this.decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
    }

    /**
     * Returns the next line, or null at the end. The byte order mark at the start of a file is not part of it.
     *
     * @throws IOException if the file cannot be read or a line is longer than {@link #MAX_LINE}
     */
    Line next() throws IOException {
        if (!returned.isEmpty()) {
            return returned.pop();
        }
        StringBuilder text = new StringBuilder();
        int c = read();
        if (c == '\ufeff' && lineNumber == 0) {
            c = read();
        }
        if (c < 0) {
            return null;
        }
        lineNumber++;
        while (c >= 0 && c != '\n' && c != '\r') {
            if (text.length() == MAX_LINE) {
                throw new LineTooLongException(lineNumber, MAX_LINE);
            }
            text.append((char) c);
            c = read();
        }
        if (c < 0) {
            withoutDosEnd(text);
            if (text.isEmpty()) {
                return null;
            }
        }
        String end = c < 0 ? "" : String.valueOf((char) c);
        if (c == '\r' && peek() == '\n') {
            read();
            end = "\r\n";
        }
        return new Line(lineNumber, text.toString(), end, forgetUndecodable());
    }

    /** Programs of DOS mark the end of a text by Ctrl-Z. */
    private static void withoutDosEnd(StringBuilder text) {
        while (!text.isEmpty() && text.charAt(text.length() - 1) == DOS_END) {
            text.setLength(text.length() - 1);
        }
    }

    /** Gives a line back: {@link #next} returns it again, the last given back first. */
    void giveBack(Line line) {
        returned.push(line);
    }

    /** Returns about how many bytes of the file the lines so far took; exact at the end, and where a character is a byte. */
    long bytesRead() {
        return in instanceof SourceBytes source && source.isCompressed()
                ? source.rawBytes()
                : Math.max(0, bytesRead - bytes.remaining() - chars.remaining());
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    /** Returns what is wrong with a line that has bytes outside its charset. */
    static String undecodable(Charset charset) {
        return "holds bytes that are not " + charset.name().toLowerCase(Locale.ROOT) + " (shown as U+FFFD)"
                + (charset.equals(StandardCharsets.UTF_8) ? "; Windows programs often write windows-1252" : "")
                + "; set it with charset: in the mapping";
    }

    private boolean forgetUndecodable() {
        boolean any = false;
        while (!undecodable.isEmpty() && undecodable.peekFirst() < consumed) {
            undecodable.pollFirst();
            any = true;
        }
        return any;
    }

    private int read() throws IOException {
        if (!fill()) {
            return -1;
        }
        consumed++;
        return chars.get();
    }

    private int peek() throws IOException {
        return fill() ? chars.get(chars.position()) : -1;
    }

    private boolean fill() throws IOException {
        while (!chars.hasRemaining() && !endOfChars) {
            // One place stays free for the replacement of what cannot be decoded.
            chars.clear().limit(BUFFER);
            CoderResult result = decoder.decode(bytes, chars, endOfInput);
            if (result.isError()) {
                bytes.position(bytes.position() + result.length());
                undecodable.addLast(decoded + chars.position());
                chars.limit(BUFFER + 1).put('\ufffd');
            } else if (result.isUnderflow()) {
                if (endOfInput) {
                    decoder.flush(chars);
                    endOfChars = true;
                } else {
                    readBytes();
                }
            }
            decoded += chars.position();
            chars.flip();
        }
        return chars.hasRemaining();
    }

    private void readBytes() throws IOException {
        bytes.compact();
        int count = in.read(bytes.array(), bytes.position(), bytes.remaining());
        if (count < 0) {
            endOfInput = true;
        } else {
            bytesRead += count;
            bytes.position(bytes.position() + count);
        }
        bytes.flip();
    }
}
