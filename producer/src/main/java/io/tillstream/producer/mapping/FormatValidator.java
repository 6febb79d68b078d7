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
    private final MappingValidator mapping;

    FormatValidator(MappingValidator mapping) {
        this.mapping = mapping;
    }

    FileFormat validate(MappingDocument.Format format) {
        if (format == null || format.type() == null) {
            throw mapping.fault("format", "type is missing: csv, json_lines or json");
        }
        Charset charset = charset(format.charset());
        switch (format.type()) {
            case "csv" -> {
                char delimiter = delimiter(format.delimiter());
                Optional<Character> quote = quote(format.quote());
                if (quote.filter(q -> q == delimiter).isPresent()) {
                    throw mapping.fault("format.quote", "is the delimiter too");
                }
                return new FileFormat.Csv(charset, delimiter, quote, header(format.header()));
            }
            case "json_lines", "json" -> {
                if (format.delimiter() != null || format.quote() != null || format.header() != null) {
                    throw mapping.fault("format", "delimiter, quote and header are of csv, not of " + format.type());
                }
                return format.type().equals("json") ? new FileFormat.Json(charset) : new FileFormat.JsonLines(charset);
            }
            default -> throw mapping.fault("format.type", "is csv, json_lines or json, not " + format.type());
        }
    }

    private Charset charset(String name) {
        try {
            return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
        } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
            throw mapping.fault(
                    "format.charset", "'" + name + "' is no charset; write for example utf-8 or windows-1252");
        }
    }

    private char delimiter(String delimiter) {
        if (delimiter == null) {
            return ',';
        }
        if (delimiter.equals("tab")) {
            return '\t';
        }
        return single("format.delimiter", delimiter, "one character, or tab");
    }

    private Optional<Character> quote(String quote) {
        if (quote == null) {
            return Optional.of('"');
        }
        return quote.equals("none")
                ? Optional.empty()
                : Optional.of(single("format.quote", quote, "one character, or none"));
    }

    private char single(String path, String text, String rule) {
        if (text.length() != 1 || text.equals("\n") || text.equals("\r")) {
            throw mapping.fault(path, "is " + rule + ", not '" + text + "'");
        }
        return text.charAt(0);
    }

    private List<String> header(List<String> names) {
        if (names == null) {
            return List.of();
        }
        Set<String> seen = new HashSet<>();
        for (String name : names) {
            if (name == null || name.isBlank() || !seen.add(name)) {
                throw mapping.fault("format.header", "the names must be there and differ: " + name);
            }
        }
        return List.copyOf(names);
    }
}
