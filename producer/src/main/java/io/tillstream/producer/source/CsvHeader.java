package io.tillstream.producer.source;

import io.tillstream.producer.UsageException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The columns of a CSV file: by name where the name is unique, else by name and position. */
final class CsvHeader {
    private static final String ADVICE = "Correct the mapping, or write optional: true for the field";

    private final List<String> raw;
    private final List<String> names = new ArrayList<>();
    private final Map<String, Integer> positions = new HashMap<>();
    private final Set<String> ambiguous = new HashSet<>();

    CsvHeader(List<String> cells) {
        raw = cells.stream().map(SourceText::trim).toList();
        Set<String> seen = new HashSet<>();
        raw.stream().filter(name -> !seen.add(name)).forEach(ambiguous::add);
        for (int i = 0; i < raw.size(); i++) {
            String name = raw.get(i);
            names.add(name.isEmpty() || ambiguous.contains(name) ? name + "#" + (i + 1) : name);
        }
        for (int i = 0; i < names.size(); i++) {
            positions.put("#" + (i + 1), i);
        }
        for (int i = 0; i < names.size(); i++) {
            positions.put(names.get(i), i);
        }
    }

    /** Returns the unique names. */
    List<String> names() {
        return names;
    }

    /** Returns the position from 0, or -1. */
    int position(String column) {
        return positions.getOrDefault(column, -1);
    }

    /** Returns whether the cells are this header again. */
    boolean isRepeatedBy(List<String> cells) {
        if (cells.size() != raw.size()) {
            return false;
        }
        for (int i = 0; i < raw.size(); i++) {
            if (!SourceText.trim(cells.get(i)).equals(raw.get(i))) {
                return false;
            }
        }
        return true;
    }

    /**
     * Checks that the columns are there.
     *
     * @throws UsageException naming the first that is not
     */
    void require(String file, Set<String> columns, FileFormat format) {
        for (String column : columns) {
            if (ambiguous.contains(column)) {
                List<String> choices =
                        names.stream().filter(n -> n.startsWith(column + "#")).toList();
                throw new UsageException(file + ": the header has '" + column + "' " + choices.size()
                        + " times; write one of " + choices + " in the mapping");
            }
            if (position(column) < 0) {
                throw new UsageException(file + ": no column '" + column + "'; the header has " + names + ". "
                        + (format instanceof FileFormat.Csv csv ? advice(csv) : ADVICE));
            }
        }
    }

    private String advice(FileFormat.Csv csv) {
        if (raw.stream().anyMatch(name -> name.indexOf('\0') >= 0)) {
            return "It looks like UTF-16: charset: utf-16le in the mapping";
        }
        if (raw.size() == 1) {
            for (char delimiter : new char[] {';', '\t', '|', ','}) {
                if (delimiter != csv.delimiter() && raw.get(0).indexOf(delimiter) >= 0) {
                    return "Its delimiter seems to be " + (delimiter == '\t' ? "tab" : "'" + delimiter + "'")
                            + ", not '" + csv.delimiter() + "': delimiter: below format in the mapping";
                }
            }
        }
        return ADVICE;
    }
}
