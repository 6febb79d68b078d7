package io.tillstream.producer.mapping;

import io.tillstream.producer.source.FileFormat;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Validates the keys below {@code format}. */
final class FormatValidator {
    private FormatValidator() {}

    /**
     * Returns the format that is used.
     *
     * @param format the keys as their author wrote them, or null if there are none
     * @throws KeyFault if they are not valid
     */
    static FileFormat validate(MappingDocument.Format format) {
        if (format == null || format.type() == null) {
            throw new KeyFault("format", "type is missing: csv, json_lines, json or xlsx");
        }
        Charset charset = charset(format.charset());
        requireKeys(format);
        switch (format.type()) {
            case "csv" -> {
                char delimiter = delimiter(format.delimiter());
                Optional<Character> quote = quote(format.quote());
                Optional<Character> escape = Optional.ofNullable(format.escape())
                        .map(text -> single("format.escape", text, "one character, for example \"\\\\\""));
                if (quote.filter(q -> q == delimiter).isPresent()) {
                    throw new KeyFault("format.quote", "is also the delimiter");
                }
                if (escape.filter(e -> e == delimiter || quote.filter(e::equals).isPresent())
                        .isPresent()) {
                    throw new KeyFault(
                            "format.escape", "is also the delimiter or the quote; a doubled quote needs no escape");
                }
                return new FileFormat.Csv(
                        charset,
                        delimiter,
                        quote,
                        header(format.header()),
                        escape,
                        skipRows(format.skipRows()),
                        Boolean.TRUE.equals(format.trailingDelimiter()));
            }
            case "xlsx" -> {
                return new FileFormat.Xlsx(
                        Optional.ofNullable(format.sheet()), skipRows(format.skipRows()), header(format.header()));
            }
            case "json_lines" -> {
                return new FileFormat.JsonLines(charset);
            }
            case "json" -> {
                return new FileFormat.Json(charset);
            }
            default -> throw new KeyFault("format.type", "is csv, json_lines, json or xlsx, not " + format.type());
        }
    }

    private static void requireKeys(MappingDocument.Format format) {
        boolean csv = format.type().equals("csv");
        boolean xlsx = format.type().equals("xlsx");
        if (!csv
                && (format.delimiter() != null
                        || format.quote() != null
                        || format.escape() != null
                        || format.trailingDelimiter() != null)) {
            throw new KeyFault(
                    "format", "delimiter, quote, escape and trailing_delimiter are for csv, not for " + format.type());
        }
        if (!csv && !xlsx && (format.header() != null || format.skipRows() != null)) {
            throw new KeyFault("format", "header and skip_rows are for csv and xlsx, not for " + format.type());
        }
        if (!xlsx && format.sheet() != null) {
            throw new KeyFault("format.sheet", "is for xlsx, not for " + format.type());
        }
        if (xlsx && format.charset() != null) {
            throw new KeyFault("format.charset", "a workbook states its own charset; leave this out");
        }
    }

    private static int skipRows(Integer rows) {
        if (rows != null && rows < 0) {
            throw new KeyFault("format.skip_rows", "is the number of rows before the header, 0 or more");
        }
        return rows == null ? 0 : rows;
    }

    private static Charset charset(String name) {
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw new KeyFault(
                    "format.charset",
                    "'" + name
                            + "' is not a known charset; write for example utf-8, windows-1252 (what Windows calls ANSI) or"
                            + " utf-16le");
        }
    }

    private static char delimiter(String delimiter) {
        if (delimiter == null) {
            return ',';
        }
        if (delimiter.equals("tab")) {
            return '\t';
        }
        return single("format.delimiter", delimiter, "one character, or tab");
    }

    private static Optional<Character> quote(String quote) {
        if (quote == null) {
            return Optional.of('"');
        }
        return quote.equals("none")
                ? Optional.empty()
                : Optional.of(single("format.quote", quote, "one character, or none"));
    }

    private static char single(String path, String text, String rule) {
        if (text.length() != 1 || text.equals("\n") || text.equals("\r")) {
            throw new KeyFault(path, "is " + rule + ", not '" + text + "'");
        }
        return text.charAt(0);
    }

    private static List<String> header(List<String> names) {
        if (names == null) {
            return List.of();
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name == null || name.isBlank() || !seen.add(name)) {
                throw new KeyFault("format.header", "the names must not be blank and must differ: " + name);
            }
        }
        return List.copyOf(names);
    }
}
