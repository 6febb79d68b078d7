package io.tillstream.producer.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import io.tillstream.events.SaleField;
import io.tillstream.producer.MappedFile;
import io.tillstream.producer.UsageException;
import io.tillstream.producer.source.RowReader;
import io.tillstream.producer.source.SourceRow;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What comes around the rows: compression, workbooks, lines before the header, escapes, shifted columns. */
class RealFilesTest {
    private static final String ROWS = "day,id,name,qty,price\n2024-02-01,a,x,1,2.50\n2024-02-02,b,y,2,1\n";

    @TempDir
    private Path directory;

    @Test
    void readsCompressedFilesWhateverTheirName() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(ROWS.getBytes(StandardCharsets.UTF_8));
        }

        assertThat(mapped("type: csv", gzip.toByteArray()).sales()).hasSize(2);
        assertThat(mapped("type: csv", Zstd.compress(ROWS.getBytes(StandardCharsets.UTF_8)))
                        .sales())
                .hasSize(2);
    }

    @Test
    void aCompressedFileThatIsCutOffFailsAndSaysWhy() throws IOException {
        ByteArrayOutputStream gzip = new ByteArrayOutputStream();
        try (OutputStream out = new GZIPOutputStream(gzip)) {
            out.write(ROWS.repeat(100).getBytes(StandardCharsets.UTF_8));
        }
        byte[] cut = Arrays.copyOf(gzip.toByteArray(), gzip.size() - 20);

        assertThatThrownBy(() -> mapped("type: csv", cut))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged or cut off");
    }

    @ParameterizedTest
    @CsvSource({
        "d0cf11e0a1b11ae100, an old Excel workbook",
        "504b0304140000000000, a zip archive",
        "255044462d312e370a, a PDF document",
        "504152311500, a Parquet file",
        "377abcaf271c0004, a 7z archive",
        "89504e470d0a1a0a, an image",
        "fd377a585a000004, compressed with xz"
    })
    void aFileThatIsNotTextIsNamed(String bytes, String kind) {
        assertThatThrownBy(() -> mapped("type: csv", HexFormat.of().parseHex(bytes)))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("s.csv: is " + kind);
    }

    @Test
    void readsAWorkbookWithDatesAndNumbersAsTheyAre() throws IOException {
        Path file = workbook();

        MappedFile mapped = MappedFile.of(mapping("type: xlsx, skip_rows: 1"), file);

        assertThat(mapped.faults()).containsExactly("5: quantity: 'x' is not a valid number with the decimal mark '.'");
        assertThat(mapped.sales()).hasSize(2);
        assertThat(mapped.sales().get(0).toString())
                .contains(
                        "\"order_ts\":\"2024-01-12T03:00:00Z\"",
                        "\"product_id\":\"4500123456789\"",
                        "\"unit_price\":2.5");
        assertThat(mapped.sales().get(1).toString()).contains("\"order_ts\":\"2024-01-13T00:00:00Z\"");
        assertThatThrownBy(() -> MappedFile.of(mapping("type: xlsx, sheet: May"), file))
                .hasMessageContaining("has no sheet 'May'; it has Sales");
        assertThatThrownBy(() -> mapped("type: csv", Files.readAllBytes(file)))
                .hasMessageContaining("is an Excel workbook (.xlsx), not text. Write format: {type: xlsx}");
        assertThatThrownBy(() -> mapped("type: xlsx", ROWS.getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("is text, and the mapping has type: xlsx");
    }

    @Test
    void skipsALineThatNamesTheDelimiterAndRefusesAContradiction() throws IOException {
        byte[] text = ("sep=;\r\n" + ROWS.replace(',', ';')).getBytes(StandardCharsets.UTF_8);

        assertThat(mapped("type: csv, delimiter: ;", text).sales()).hasSize(2);
        assertThatThrownBy(() -> mapped("type: csv", text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("s.csv:1: the line sep=; says that the delimiter is ';'; the mapping says ','");
    }

    @Test
    void skipsLinesBeforeTheHeader() throws IOException {
        String text = "Report \"May\n\nof,shop,1\n" + ROWS;

        assertThat(mapped("type: csv, skip_rows: 3", text).sales()).hasSize(2);
        assertThatThrownBy(() -> mapped("type: csv, skip_rows: 9", text)).hasMessageContaining("has fewer lines than");
    }

    @Test
    void readsBackslashesAsMySqlAndSparkWriteThem() throws IOException {
        String text = "day,id,name,qty,price\n2024-02-01,a,Mug\\, big,1,2\n2024-02-01,b,\"7\\\" disc, \\\\\",1,2\n"
                + "2024-02-01,c,\\N,1,2\n2024-02-01,d,two\\\nlines,1,2\n";

        MappedFile mapped = mapped("type: csv, escape: \"\\\\\"", text);

        assertThat(mapped.faults()).isEmpty();
        assertThat(mapped.sales())
                .extracting(s -> s.has(SaleField.PRODUCT_NAME) ? s.text(SaleField.PRODUCT_NAME) : "")
                .containsExactly("Mug, big", "7\" disc, \\", "", "two\nlines");
        assertThat(mapped("type: csv", text).sales())
                .extracting(s -> s.text(SaleField.PRODUCT_ID))
                .containsExactly("c");
    }

    @ParameterizedTest
    @CsvSource({
        "'2024-02-01,a,Screen, black,1,2', 6",
        "'2024-02-01,a,x,1,2,', 6",
        "'2024-02-01,a,x,1,4,50', 6",
        "'2024-02-01,a,x,1', 4"
    })
    void aRowWithAnotherNumberOfColumnsIsRejectedAlsoWhereTheLastIsBlank(String row, int columns) throws IOException {
        MappedFile mapped = mapped("type: csv", ROWS + row + "\n");

        assertThat(mapped.sales()).hasSize(2);
        assertThat(mapped.faults())
                .singleElement()
                .asString()
                .startsWith("4: row: has " + columns + " columns; the header has 5");
    }

    @Test
    void aDelimiterAtTheEndOfEveryRowIsForgivenWhereTheMappingSaysSo() throws IOException {
        String text = "day,id,name,qty,price\n2024-02-01,a,x,1,2,\n2024-02-01,b,x,1,2\n2024-02-01,c,x,1,4,50,\n";

        MappedFile mapped = mapped("type: csv, trailing_delimiter: true", text);

        assertThat(mapped.sales()).extracting(s -> s.text(SaleField.PRODUCT_ID)).containsExactly("a");
        assertThat(mapped.faults()).hasSize(2);
    }

    @Test
    void readsCtrlAAsADelimiterAndStopsAtTheEndOfADosText() throws IOException {
        String text = ROWS.replace(',', '\u0001') + "\u001a\u001a";

        assertThat(mapped("type: csv, delimiter: \"\\u0001\"", text).sales()).hasSize(2);
        assertThat(mapped("type: csv", ROWS.stripTrailing() + "\u001a").sum(SaleField.QUANTITY))
                .isEqualByComparingTo("3");
    }

    @ParameterizedTest
    @CsvSource({"UTF-16LE, 'It looks like UTF-16: charset: utf-16le'", "UTF-8, Its delimiter seems to be ';'"})
    void aHeaderThatDoesNotFitSaysWhy(String charset, String advice) {
        byte[] text = (charset.equals("UTF-8") ? ROWS.replace(',', ';') : ROWS).getBytes(Charset.forName(charset));

        assertThatThrownBy(() -> mapped("type: csv", text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining(advice);
    }

    @Test
    void rowsAreLeftOutByConditionsAndNewStatesAreRejected() throws IOException {
        String text =
                "day,id,name,qty,price\n2024-02-01,a,sold,1,2\n2024-02-01,b,cancelled,1,2\n2024-02-01,c,lent,1,2\n";
        Path file = Files.writeString(directory.resolve("s.csv"), text);
        SaleMapper strict = new SaleMapper(
                new MappingReader()
                        .read("t.yaml", yaml("type: csv") + "where: {name: [sold]}\nskip: {name: [cancelled]}\n"),
                ZoneOffset.UTC);
        StringBuilder seen = new StringBuilder();
        try (var rows = RowReader.open(file, mapping("type: csv").format())) {
            for (var item = rows.next(); item != null; item = rows.next()) {
                try {
                    seen.append(strict.leavesOut((SourceRow) item) ? "out " : "in ");
                } catch (RejectedRowException e) {
                    seen.append(e.getMessage());
                }
            }
        }

        assertThat(seen).hasToString("in out 'lent' is neither below where nor below skip in the mapping");
    }

    @Test
    void oneColumnHasWordsForNoValueThatAnotherKeeps() throws IOException {
        Path file = Files.writeString(directory.resolve("s.csv"), "day,id,name,qty,price\n2024-02-01,NA,NA,1,NA\n");
        MappedFile mapped = MappedFile.of(
                new MappingReader()
                        .read(
                                "t.yaml",
                                yaml("type: csv")
                                        .replace(
                                                "unit_price: price", "unit_price: {column: price, null_values: [NA]}")),
                file);

        assertThat(mapped.faults()).isEmpty();
        assertThat(mapped.sales().get(0).text(SaleField.PRODUCT_NAME)).isEqualTo("NA");
        assertThat(mapped.sales().get(0).has(SaleField.UNIT_PRICE)).isFalse();
    }

    private Path workbook() throws IOException {
        Path file = directory.resolve("s.xlsx");
        Map<String, String> parts = Map.of(
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
                        + "<Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"rels\""
                        + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
                        + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-"
                        + "officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/styles.xml\""
                        + " ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml\"/>"
                        + "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-"
                        + "officedocument.spreadsheetml.worksheet+xml\"/></Types>",
                "_rels/.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship"
                        + " Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\""
                        + " Target=\"xl/workbook.xml\"/></Relationships>",
                "xl/workbook.xml",
                "<workbook xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\""
                        + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets>"
                        + "<sheet name=\"Sales\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
                "xl/_rels/workbook.xml.rels",
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship"
                        + " Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\""
                        + " Target=\"worksheets/sheet1.xml\"/></Relationships>",
                "xl/styles.xml",
                "<styleSheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><cellXfs count=\"2\">"
                        + "<xf numFmtId=\"0\"/><xf numFmtId=\"22\" applyNumberFormat=\"1\"/></cellXfs></styleSheet>",
                "xl/worksheets/sheet1.xml",
                "<worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>"
                        + row(1, "<c r=\"A1\" t=\"inlineStr\"><is><t>Report</t></is></c>")
                        + row(
                                2,
                                text("A2", "day")
                                        + text("B2", "id")
                                        + text("C2", "name")
                                        + text("D2", "qty")
                                        + text("E2", "price"))
                        + row(
                                3,
                                "<c r=\"A3\" s=\"1\"><v>45303.125</v></c><c r=\"B3\"><v>4.500123456789E12</v></c>"
                                        + text("C3", "x") + "<c r=\"D3\"><v>1</v></c><c r=\"E3\"><v>2.5</v></c>")
                        + row(4, "<c r=\"A4\" s=\"1\"><v>45304</v></c>" + text("B4", "b") + "<c r=\"D4\"><v>2</v></c>")
                        + row(5, "<c r=\"A5\" s=\"1\"><v>45304</v></c>" + text("B5", "c") + text("D5", "x"))
                        + "</sheetData></worksheet>");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, String> part : new TreeMap<>(parts).entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + part.getValue())
                        .getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
        }
        return file;
    }

    private static String row(int number, String cells) {
        return "<row r=\"" + number + "\">" + cells + "</row>";
    }

    private static String text(String cell, String text) {
        return "<c r=\"" + cell + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    private MappedFile mapped(String format, String text) throws IOException {
        return mapped(format, text.getBytes(StandardCharsets.UTF_8));
    }

    private MappedFile mapped(String format, byte[] bytes) throws IOException {
        return MappedFile.of(mapping(format), Files.write(directory.resolve("s.csv"), bytes));
    }

    private static Mapping mapping(String format) {
        return new MappingReader().read("t.yaml", yaml(format));
    }

    private static String yaml(String format) {
        return """
                mapping: t
                source: t
                identity: row
                format: {%s}
                fields:
                  order_ts: day
                  product_id: id
                  product_name: name
                  quantity: qty
                  unit_price: price
                """.formatted(format);
    }
}
