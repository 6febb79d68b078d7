package io.tillstream.producer.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Kinds of files that are not plain text, each known by its first bytes. */
public enum FileKind {
    GZIP("compressed with gzip", "1f8b", ""),
    ZSTD("compressed with zstd", "28b52ffd", ""),
    BZIP2("compressed with bzip2", "425a68", ""),
    XLSX("an Excel workbook (.xlsx)", "504b0304", "Write format: {type: xlsx} in the mapping"),
    XLS("an old Excel workbook (.xls)", "d0cf11e0a1b11ae1", "Save it as .xlsx or as CSV"),
    PDF("a PDF document", "25504446", "Export the sales as CSV, JSON or .xlsx"),
    PARQUET("a Parquet file", "50415231", "Export the sales as CSV, JSON or .xlsx"),
    AVRO("an Avro file", "4f626a01", "Export the sales as CSV, JSON or .xlsx"),
    ORC("an ORC file", "4f5243", "Export the sales as CSV, JSON or .xlsx"),
    SQLITE("an SQLite database", "53514c69746520666f726d6174203300", "Export the sales as CSV, JSON or .xlsx"),
    ZIP("a zip archive", "504b", "Unpack it first"),
    SEVEN_ZIP("a 7z archive", "377abcaf271c", "Unpack it first"),
    XZ("compressed with xz", "fd377a585a00", "Unpack it first"),
    RAR("a RAR archive", "526172211a07", "Unpack it first"),
    TAR("a tar archive", "", "Unpack it first"),
    IMAGE("an image", "", "Export the sales as CSV, JSON or .xlsx");

    /** How many bytes tell the kind. */
    static final int HEAD = 4096;

    private static final int TAR_MARK_AT = 257;

    private final String description;
    private final byte[] mark;
    private final String advice;

    FileKind(String description, String mark, String advice) {
        this.description = description;
        this.mark = HexFormat.of().parseHex(mark);
        this.advice = advice;
    }

    /** Returns what the file is, as it follows "is". */
    public String description() {
        return description;
    }

    /** Returns what its owner can do. */
    public String advice() {
        return advice;
    }

    /**
     * Returns the kind of a file, empty if it can be text.
     *
     * @throws IOException if the file cannot be read
     */
    public static Optional<FileKind> of(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return of(in.readNBytes(HEAD));
        }
    }

    static Optional<FileKind> of(byte[] head) {
        if (startsWith(head, "89504e47") || startsWith(head, "ffd8ff") || startsWith(head, "47494638")) {
            return Optional.of(IMAGE);
        }
        if (head.length > TAR_MARK_AT + 5
                && new String(head, TAR_MARK_AT, 5, StandardCharsets.US_ASCII).equals("ustar")) {
            return Optional.of(TAR);
        }
        Optional<FileKind> kind = Arrays.stream(values())
                .filter(k -> k.mark.length > 0 && startsWith(head, k.mark))
                .findFirst();
        // Letters alone could begin a text: these kinds have bytes near them that no text has.
        if (kind.filter(k -> k == BZIP2).isPresent() && !(head.length > 4 && head[4] == 0x31)) {
            return Optional.empty();
        }
        if (kind.filter(k -> k == ORC || k == PARQUET || k == PDF).isPresent() && !hasControls(head)) {
            return Optional.empty();
        }
        // Every workbook is a zip archive; its directory names the parts of a workbook.
        if (kind.filter(k -> k == XLSX).isPresent()
                && !new String(head, StandardCharsets.ISO_8859_1)
                        .matches("(?s).*(\\[Content_Types\\]|_rels/|docProps/|xl/).*")) {
            return Optional.of(ZIP);
        }
        return kind;
    }

    private static boolean hasControls(byte[] head) {
        for (byte b : head) {
            if (b >= 0 && b < 9) {
                return true;
            }
        }
        return new String(head, StandardCharsets.ISO_8859_1).startsWith("%PDF-");
    }

    private static boolean startsWith(byte[] head, String hex) {
        return startsWith(head, HexFormat.of().parseHex(hex));
    }

    private static boolean startsWith(byte[] head, byte[] mark) {
        return head.length >= mark.length && Arrays.equals(head, 0, mark.length, mark, 0, mark.length);
    }
}
