package io.tillstream.producer.source;

import io.tillstream.producer.UsageException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dhatim.fastexcel.reader.CellType;
import org.dhatim.fastexcel.reader.ExcelReaderException;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.ReadingOptions;
import org.dhatim.fastexcel.reader.Row;
import org.dhatim.fastexcel.reader.Sheet;

/** Reads a sheet of an Excel workbook row by row. A cell that is formatted as a date is read as one. */
final class XlsxRowReader implements RowReader {
    private final String fileName;
    private final FileFormat.Xlsx format;
    private final long bytes;
    private final ReadableWorkbook workbook;
    private final Stream<Row> stream;
    private final Iterator<Row> rows;
    private final CsvHeader header;
    private long skipped;
    private boolean atEnd;

    XlsxRowReader(Path file, FileFormat.Xlsx format) throws IOException {
        this.format = format;
        fileName = file.getFileName().toString();
        bytes = Files.size(file);
        Optional<FileKind> kind = FileKind.of(file);
        if (kind.isEmpty() || kind.get() != FileKind.XLSX) {
            throw new UsageException(file + ": is "
                    + kind.map(FileKind::description).orElse("text") + ", and the mapping has type: xlsx");
        }
        workbook = open(file);
        try {
            stream = sheet(file, format).openStream();
            rows = stream.iterator();
            header = format.header().isEmpty() ? readHeader(file, format.skipRows()) : new CsvHeader(format.header());
        } catch (IOException | UsageException e) {
            workbook.close();
            throw e;
        } catch (ExcelReaderException e) {
            workbook.close();
            throw new IOException("the workbook is damaged: " + e.getMessage(), e);
        }
    }

    private static ReadableWorkbook open(Path file) throws IOException {
        try {
            return new ReadableWorkbook(file.toFile(), new ReadingOptions(true, false));
        } catch (ExcelReaderException e) {
            throw new IOException("the workbook is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public void require(Set<String> columns) {
        header.require(fileName, columns, format);
    }

    @Override
    public SourceItem next() throws IOException {
        try {
            while (rows.hasNext()) {
                Row row = rows.next();
                List<Cell> cells = cells(row);
                List<String> texts = cells.stream().map(Cell::text).toList();
                if (isBlank(texts) || header.isRepeatedBy(texts)) {
                    skipped++;
                    continue;
                }
                String text = String.join("\t", texts);
                int columns = header.names().size();
                if (cells.size() > columns && !isBlank(texts.subList(columns, cells.size()))) {
                    return new BrokenRow(
                            fileName,
                            row.getRowNum(),
                            text,
                            BrokenRow.WHOLE_ROW,
                            "has " + cells.size() + " columns; the header has " + columns);
                }
                return new XlsxRow(fileName, row.getRowNum(), text, header, cells);
            }
            atEnd = true;
            return null;
        } catch (ExcelReaderException | UncheckedIOException e) {
            throw new IOException("the workbook is damaged: " + e.getMessage(), e);
        }
    }

    @Override
    public boolean isUnterminated() {
        return false;
    }

    @Override
    public long bytesRead() {
        return atEnd ? bytes : 0;
    }

    @Override
    public long skipped() {
        return skipped;
    }

    @Override
    public void close() throws IOException {
        stream.close();
        workbook.close();
    }

    private Sheet sheet(Path file, FileFormat.Xlsx format) {
        if (format.sheet().isEmpty()) {
            return workbook.getFirstSheet();
        }
        return workbook.findSheet(format.sheet().get())
                .orElseThrow(() -> new UsageException(
                        file + ": has no sheet '" + format.sheet().get() + "'; it has "
                                + workbook.getSheets().map(Sheet::getName).collect(Collectors.joining(", "))));
    }

    private CsvHeader readHeader(Path file, int skipRows) {
        while (rows.hasNext()) {
            Row row = rows.next();
            List<String> texts = cells(row).stream().map(Cell::text).toList();
            if (row.getRowNum() > skipRows && !isBlank(texts)) {
                return new CsvHeader(texts);
            }
        }
        throw new UsageException(file + ": the sheet is empty; the mapping expects a header row");
    }

    private static boolean isBlank(List<String> cells) {
        return cells.stream().allMatch(cell -> SourceText.trim(cell).isEmpty());
    }

    private static List<Cell> cells(Row row) {
        List<Cell> cells = new ArrayList<>();
        for (int i = 0; i < row.getCellCount(); i++) {
            cells.add(row.getOptionalCell(i).map(XlsxRowReader::cell).orElse(Cell.ofText("")));
        }
        return cells;
    }

    private static Cell cell(org.dhatim.fastexcel.reader.Cell cell) {
        Object value = cell.getValue();
        if (value instanceof BigDecimal number) {
            return isDate(cell.getDataFormatString())
                    ? Cell.ofText(stamp(cell.asDate()))
                    : Cell.ofNumber(new BigDecimal(number.toPlainString()));
        }
        boolean shown = value != null && cell.getType() != CellType.ERROR;
        return Cell.ofText(shown ? value.toString() : "");
    }

    /** A format shows a date where it has a day or a year outside quotes, brackets and escapes. */
    private static boolean isDate(String format) {
        return format != null
                && format.replaceAll("\"[^\"]*\"|\\[[^\\]]*\\]|\\\\.|_.|General", "")
                        .matches("(?is).*[dyhs].*");
    }

    private static String stamp(LocalDateTime date) {
        if (date.getYear() < 1900) {
            return date.toLocalTime().toString();
        }
        return date.toLocalTime().equals(LocalTime.MIDNIGHT)
                ? date.toLocalDate().toString()
                : date.toString();
    }
}
