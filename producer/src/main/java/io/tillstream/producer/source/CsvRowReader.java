package io.tillstream.producer.source;

import io.tillstream.producer.UsageException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads CSV. Commons CSV takes the rows apart, one at a time: given the whole file it would stop for good at the first
 * malformed row, and tell neither the row's text nor its first line. To it a quote is special at the start of a field
 * only, so a bare quote inside one is text.
 */
final class CsvRowReader implements RowReader {
    /** A quoted field that is still open after so many lines, or characters, was never meant to be one. */
    private static final int MAX_LINES_OF_ROW = 1_000;

    private static final int MAX_CHARS_OF_ROW = 1 << 20;

    private final String fileName;
    private final LineReader lines;
    private final CSVFormat format;
    private final CsvHeader header;
    private long skipped;

    /** A row's cells, or what keeps its text from having any. */
    private record Parsed(List<String> cells, String fault, boolean open) {}

    CsvRowReader(Path file, FileFormat.Csv csv) throws IOException {
        fileName = file.getFileName().toString();
        format = CSVFormat.Builder.create()
                .setDelimiter(csv.delimiter())
                .setQuote(csv.quote().orElse(null))
                .setIgnoreEmptyLines(false)
                .get();
        lines = new LineReader(Files.newInputStream(file), csv.charset());
        try {
            header = csv.header().isEmpty() ? readHeader(file) : new CsvHeader(csv.header());
        } catch (IOException | UsageException e) {
            lines.close();
            throw e;
        }
    }

    @Override
    public void require(Set<String> columns) {
        header.require(fileName, columns);
    }

    @Override
    public SourceItem next() throws IOException {
        for (Line line = lines.next(); line != null; line = lines.next()) {
            SourceItem item = read(line);
            if (item instanceof CsvRow row && isNoData(row)) {
                skipped++;
            } else {
                return item instanceof CsvRow row ? fitted(row) : item;
            }
        }
        return null;
    }

    @Override
    public long bytesRead() {
        return lines.bytesRead();
    }

    @Override
    public long skipped() {
        return skipped;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }

    private CsvHeader readHeader(Path file) throws IOException {
        for (Line line = lines.next(); line != null; line = lines.next()) {
            SourceItem item = read(line);
            if (item instanceof BrokenRow broken) {
                throw new UsageException(
                        file + ":" + broken.line() + ": the header cannot be read: " + broken.reason());
            }
            List<String> cells = ((CsvRow) item).cells();
            if (!isBlank(cells)) {
                return new CsvHeader(cells);
            }
        }
        throw new UsageException(file + ": is empty; the mapping expects a header row");
    }

    private boolean isNoData(CsvRow row) {
        return isBlank(row.cells()) || header.isRepeatedBy(row.cells());
    }

    private static boolean isBlank(List<String> cells) {
        return cells.stream().allMatch(cell -> Texts.trim(cell).isEmpty());
    }

    /** Reads the row that begins with the line: further lines belong to it while a quoted field is open. */
    private SourceItem read(Line first) throws IOException {
        StringBuilder text = new StringBuilder(first.text());
        List<Line> more = new ArrayList<>();
        boolean undecodable = first.undecodable();
        Parsed parsed = parse(text.toString());
        Line last = first;
        while (parsed.open() && more.size() < MAX_LINES_OF_ROW && text.length() < MAX_CHARS_OF_ROW) {
            Line next = lines.next();
            if (next == null) {
                break;
            }
            more.add(next);
            undecodable |= next.undecodable();
            text.append(last.end()).append(next.text());
            last = next;
            parsed = parse(text.toString());
        }
        if (parsed.fault() != null) {
            // The first line alone is at fault; those behind it may be rows of their own.
            for (int i = more.size() - 1; i >= 0; i--) {
                lines.giveBack(more.get(i));
            }
            return new BrokenRow(fileName, first.number(), first.text(), BrokenRow.WHOLE_ROW, parsed.fault());
        }
        if (undecodable) {
            return new BrokenRow(
                    fileName,
                    first.number(),
                    text.toString(),
                    BrokenRow.WHOLE_ROW,
                    "holds bytes that are not of the" + " mapping's charset (shown as U+FFFD)");
        }
        return new CsvRow(fileName, first.number(), text.toString(), header, parsed.cells());
    }

    private Parsed parse(String text) throws IOException {
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            List<CSVRecord> records = parser.getRecords();
            return new Parsed(records.isEmpty() ? List.of("") : records.get(0).toList(), null, false);
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CSVException fault) {
                boolean open = fault.getMessage().contains("EOF reached before encapsulated token finished");
                return new Parsed(
                        List.of(),
                        open
                                ? "a quoted field is never closed; quote: none in the mapping reads quotes as text"
                                : "text follows a closing quote; quote: none in the mapping reads quotes as text",
                        open);
            }
            throw e;
        }
    }

    private SourceItem fitted(CsvRow row) {
        int columns = header.names().size();
        List<String> cells = row.cells();
        if (cells.size() > columns && isBlank(cells.subList(columns, cells.size()))) {
            return new CsvRow(fileName, row.line(), row.text(), header, cells.subList(0, columns));
        }
        return cells.size() == columns
                ? row
                : new BrokenRow(
                        fileName,
                        row.line(),
                        row.text(),
                        BrokenRow.WHOLE_ROW,
                        "has " + cells.size() + " columns; the header has " + columns);
    }
}
