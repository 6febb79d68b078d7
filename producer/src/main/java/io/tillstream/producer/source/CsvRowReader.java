package io.tillstream.producer.source;

import io.tillstream.producer.UsageException;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.csv.CSVException;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * Reads CSV. {@link OpenQuotes} finds where a row ends and Commons CSV takes it apart, one row at a time: given the whole
 * file it would stop for good at the first malformed row, and give neither the row's text nor its first line. A quote is
 * special at the start of a field only, so a bare quote inside one is text.
 */
final class CsvRowReader implements RowReader {
    /** A quoted field that is still open after this many lines or characters was never meant to be one. */
    private static final int MAX_LINES_OF_ROW = 1_000;

    private static final int MAX_CHARS_OF_ROW = 1 << 20;
    private static final String ADVICE = "; quote: none in the mapping reads quotes as text";

    /** A spreadsheet reads the delimiter from a first line such as {@code sep=;} and shows no row for it. */
    private static final Pattern SEPARATOR_LINE = Pattern.compile("(?i)\"?sep=(.)\"?");

    private final String fileName;
    private final LineReader lines;
    private final FileFormat.Csv csv;
    private final CSVFormat format;
    private final CsvHeader header;
    private boolean unterminated;
    private long skipped;

    CsvRowReader(Path file, FileFormat.Csv csv) throws IOException {
        this.fileName = file.getFileName().toString();
        this.csv = csv;
        this.format = CSVFormat.Builder.create()
                .setDelimiter(csv.delimiter())
                .setQuote(csv.quote().orElse(null))
                .setEscape(csv.escape().orElse(null))
                .setIgnoreEmptyLines(false)
                .get();
        this.lines = new LineReader(SourceBytes.open(file), csv.charset());
        try {
            skipLinesBeforeHeader(file);
            this.header = csv.header().isEmpty() ? readHeader(file) : new CsvHeader(csv.header());
        } catch (IOException | UsageException e) {
            lines.close();
            throw e;
        }
    }

    @Override
    public void require(Set<String> columns) {
        header.require(fileName, columns, csv);
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
    public boolean isUnterminated() {
        return unterminated;
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

    private void skipLinesBeforeHeader(Path file) throws IOException {
        Line first = lines.next();
        if (first == null) {
            return;
        }
        Matcher separator = SEPARATOR_LINE.matcher(first.text());
        if (!separator.matches()) {
            lines.giveBack(first);
        } else if (separator.group(1).charAt(0) != csv.delimiter()) {
            throw new UsageException(file + ":1: the line " + first.text() + " says that the delimiter is '"
                    + separator.group(1) + "'; the mapping says '" + csv.delimiter() + "'");
        }
        for (int i = 0; i < csv.skipRows(); i++) {
            if (lines.next() == null) {
                throw new UsageException(file + ": has fewer lines than skip_rows: " + csv.skipRows());
            }
        }
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
        return cells.stream().allMatch(cell -> SourceText.trim(cell).isEmpty());
    }

    /** Reads the row that begins with the line: further lines belong to it while a quoted field is open. */
    private SourceItem read(Line first) throws IOException {
        OpenQuotes quotes = new OpenQuotes(csv);
        quotes.add(first.text());
        StringBuilder text = new StringBuilder(first.text());
        List<Line> more = new ArrayList<>();
        boolean undecodable = first.undecodable();
        Line last = first;
        while (quotes.isOpen() && more.size() < MAX_LINES_OF_ROW && text.length() < MAX_CHARS_OF_ROW) {
            Line next = lines.next();
            if (next == null) {
                break;
            }
            more.add(next);
            undecodable |= next.undecodable();
            text.append(last.end()).append(next.text());
            quotes.add(last.end());
            quotes.add(next.text());
            last = next;
        }
        unterminated = last.end().isEmpty();
        if (quotes.isOpen() || quotes.hasTextAfterQuote()) {
            // The first line alone is at fault; those after it may be rows of their own.
            for (int i = more.size() - 1; i >= 0; i--) {
                lines.giveBack(more.get(i));
            }
            return broken(
                    first,
                    first.text(),
                    (quotes.isOpen() ? "a quoted field is never closed" : "text follows a closing quote") + ADVICE);
        }
        if (undecodable) {
            return broken(first, text.toString(), LineReader.undecodable(csv.charset()));
        }
        return new CsvRow(fileName, first.number(), text.toString(), header, cells(text.toString()));
    }

    private BrokenRow broken(Line first, String text, String reason) {
        return new BrokenRow(fileName, first.number(), text, BrokenRow.WHOLE_ROW, reason);
    }

    private List<String> cells(String text) throws IOException {
        try (CSVParser parser = CSVParser.parse(new StringReader(text), format)) {
            List<CSVRecord> records = parser.getRecords();
            return records.isEmpty()
                    ? List.of("")
                    : records.get(0).stream().map(this::withoutNull).toList();
        } catch (UncheckedIOException e) {
            if (e.getCause() instanceof CSVException fault) {
                throw new IllegalStateException("Commons CSV sees another end of this row: " + text, fault);
            }
            throw e;
        }
    }

    /** Where there is an escape character, {@code \N} is what MySQL writes for no value. */
    private String withoutNull(String cell) {
        return csv.escape().isPresent() && cell.equals(csv.escape().get() + "N") ? "" : cell;
    }

    /** A cell too many means that a delimiter inside a value was not quoted, and that all values after it are shifted. */
    private SourceItem fitted(CsvRow row) {
        int columns = header.names().size();
        List<String> cells = row.cells();
        boolean onlyOneMore = cells.size() == columns + 1
                && SourceText.trim(cells.get(columns)).isEmpty();
        if (csv.trailingDelimiter() && onlyOneMore) {
            return new CsvRow(fileName, row.line(), row.text(), header, cells.subList(0, columns));
        }
        if (cells.size() == columns && !csv.trailingDelimiter()) {
            return row;
        }
        String reason = "has " + cells.size() + " columns; the header has " + columns;
        if (csv.trailingDelimiter()) {
            reason += ", and with trailing_delimiter: true each row has one blank column more";
        } else if (cells.size() > columns) {
            reason += ". Is a delimiter inside a value not in quotes?"
                    + (onlyOneMore ? " If every row ends with a delimiter, write trailing_delimiter: true" : "");
        }
        return new BrokenRow(fileName, row.line(), row.text(), BrokenRow.WHOLE_ROW, reason);
    }
}
