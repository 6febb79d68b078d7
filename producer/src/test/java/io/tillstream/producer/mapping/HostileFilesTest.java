package io.tillstream.producer.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.producer.MappedFile;
import io.tillstream.producer.UsageException;
import io.tillstream.producer.source.RowReader;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostileFilesTest {
    private static final String FIELDS = """
            mapping: t
            source: t
            identity: row
            fields:
              order_ts: {column: day, formats: [d.M.uuuu, uuuu-MM-dd]}
              product_id: id
              product_name: {column: name, optional: true}
              quantity: qty
              unit_price: {column: price, optional: true}
            """;

    @TempDir
    private Path directory;

    @Test
    void readsBareAndDoubledQuotesAndDelimitersAndLineEndsInsideQuotes() throws IOException {
        MappedFile mapped = csv(
                "",
                "day,id,name,qty\n1.2.2024,a,MacBook Pro 16\",1\n"
                        + "1.2.2024,b,\"27\"\" screen, \"\"new\"\"\",1\r\n1.2.2024,c,\"two\nlines\",1\n");

        assertThat(mapped.faults()).isEmpty();
        assertThat(mapped.sales())
                .extracting(s -> s.text(SaleField.PRODUCT_NAME))
                .containsExactly("MacBook Pro 16\"", "27\" screen, \"new\"", "two\nlines");
    }

    @Test
    void rejectsOneRowForAQuoteThatIsNeverClosedAndReadsOn() throws IOException {
        MappedFile mapped = csv(
                "",
                "day,id,name,qty\n1.2.2024,a,\"open,1\n1.2.2024,b,fine,1\n" + "1.2.2024,c,\"x\"y,1\n1.2.2024,d,fine,1");

        assertThat(mapped.sales()).extracting(s -> s.text(SaleField.PRODUCT_ID)).containsExactly("b", "d");
        assertThat(mapped.faults())
                .hasSize(2)
                .satisfies(f -> assertThat(f.get(0)).startsWith("2: row: ").contains("quote"))
                .satisfies(f -> assertThat(f.get(1)).startsWith("4: row: text follows a closing quote"));
    }

    @Test
    void readsQuotesAsTextWhereTheMappingHasNone() throws IOException {
        MappedFile mapped = csv("quote: none", "day,id,name,qty\n1.2.2024,a,\"Classic\" pizza,1\n");

        assertThat(mapped.sales().get(0).text(SaleField.PRODUCT_NAME)).isEqualTo("\"Classic\" pizza");
    }

    @Test
    void skipsBlankAndRepeatedHeaderRowsAndTrimsNoBreakSpaces() throws IOException {
        MappedFile mapped = csv(
                "",
                "\ufeffday,id,name,qty\n\n1.2.2024,\u00a0a\u00a0,\u202fx y\u00a0,1\n , ,\u00a0,\n"
                        + "day,id,name,qty\r\n2024-02-02,b,,2\n");

        assertThat(mapped.faults()).isEmpty();
        assertThat(mapped.skipped()).isEqualTo(3);
        assertThat(mapped.sales())
                .extracting(s -> s.text(SaleField.PRODUCT_ID) + "|" + s.text(SaleField.PRODUCT_NAME))
                .containsExactly("a|x y", "b|null");
    }

    @Test
    void readsDecimalCommasOtherDelimitersAndCharsets() throws IOException {
        Path file = directory.resolve("sales.csv");
        Files.write(
                file,
                "day;id;name;qty;price\n1.2.2024;a;Käse;1,5;1.234,50 €\n1.2.2024;b;x;-2;0,99\n1.2.2024;c;x;1;1.5\n"
                        .getBytes(Charset.forName("windows-1252")));
        MappedFile mapped = MappedFile.of(
                mapping("format: {type: csv, delimiter: ;, charset: windows-1252}\ndecimal_mark: \",\"\n" + FIELDS),
                file);

        Sale first = mapped.sales().get(0);
        assertThat(first.text(SaleField.PRODUCT_NAME)).isEqualTo("Käse");
        assertThat(first.decimal(SaleField.QUANTITY)).isEqualByComparingTo("1.5");
        assertThat(first.decimal(SaleField.UNIT_PRICE)).isEqualByComparingTo("1234.5");
        assertThat(first.text(SaleField.EVENT_TYPE)).isEqualTo("SALE");
        Sale second = mapped.sales().get(1);
        assertThat(second.text(SaleField.EVENT_TYPE)).isEqualTo("RETURN");
        assertThat(second.decimal(SaleField.QUANTITY)).isEqualByComparingTo("-2");
        assertThat(mapped.faults())
                .containsExactly("4: unit_price: '1.5' is not a valid number with the decimal mark ','");
    }

    @Test
    void rejectsEachBadValueWithLineFieldAndReason() throws IOException {
        MappedFile mapped = csv(
                "",
                "day,id,name,qty,price\n31.2.2024,a,x,1,1\n1.2.2024,,x,1,1\n1.2.2024,c,x,two,1\n"
                        + "1.2.2024,d,x,1,-1\n1.2.2024,e,x,1\n1.2.2024,f,x,0.1234567,1\n1.2.2024,g,x,1,1\n");

        assertThat(mapped.faults())
                .containsExactly(
                        "2: order_ts: '31.2.2024' fits none of the formats d.M.uuuu | uuuu-MM-dd",
                        "3: product_id: is missing",
                        "4: quantity: 'two' is not a valid number with the decimal mark '.'",
                        "5: unit_price: is negative; a return has a negative quantity and the price that was paid",
                        "6: row: has 4 columns; the header has 5",
                        "7: quantity: '0.1234567' does not fit 18 digits with 6 after the decimal mark; scale: 6 in"
                                + " the mapping rounds");
        assertThat(mapped.sales()).extracting(s -> s.text(SaleField.PRODUCT_ID)).containsExactly("g");
    }

    @Test
    void bytesThatAreNotOfTheCharsetSpoilTheirRowOnly() throws IOException {
        Path file = directory.resolve("sales.csv");
        Files.write(
                file,
                "day,id,name,qty\n1.2.2024,a,caf\u00e9,1\n1.2.2024,b,x,1\n".getBytes(StandardCharsets.ISO_8859_1));

        MappedFile mapped = MappedFile.of(mapping("format: {type: csv}\n" + FIELDS), file);

        assertThat(mapped.faults())
                .singleElement()
                .asString()
                .startsWith(
                        "2: row: holds bytes that are not utf-8 (shown as U+FFFD); Windows programs often write windows-1252");
        assertThat(mapped.sales()).extracting(s -> s.text(SaleField.PRODUCT_ID)).containsExactly("b");
    }

    @Test
    void readsUtf16() throws IOException {
        Path file = directory.resolve("sales.csv");
        Files.write(file, "day,id,name,qty\r\n1.2.2024,a,Käse,1\r\n".getBytes(StandardCharsets.UTF_16));

        MappedFile mapped = MappedFile.of(mapping("format: {type: csv, charset: utf-16}\n" + FIELDS), file);

        assertThat(mapped.sales().get(0).text(SaleField.PRODUCT_NAME)).isEqualTo("Käse");
    }

    @Test
    void duplicateHeaderNamesAreToldApartByPosition() throws IOException {
        String text = "day,id,id,qty,qty\n1.2.2024,a,b,1,2\n";
        assertThatThrownBy(() -> csv("", text))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("sales.csv: the header has 'id' 2 times; write one of [id#2, id#3]");

        Path file = Files.writeString(directory.resolve("sales.csv"), text);
        MappedFile mapped = MappedFile.of(
                mapping("format: {type: csv}\n"
                        + FIELDS.replace(": id", ": id#3").replace(": qty", ": \"#4\"")),
                file);

        Sale sale = mapped.sales().get(0);
        assertThat(sale.text(SaleField.PRODUCT_ID)).isEqualTo("b");
        assertThat(sale.decimal(SaleField.QUANTITY)).isEqualByComparingTo("1");
        assertThat(sale.extras()).containsOnlyKeys("id#2", "qty#5").containsEntry("qty#5", "2");
    }

    @Test
    void aMissingColumnOrHeaderStopsTheRunBeforeAnythingIsSent() {
        assertThatThrownBy(() -> csv("", "day,name,qty\n"))
                .isInstanceOf(UsageException.class)
                .hasMessage("sales.csv: no column 'id'; the header has [day, name, qty]. Correct the mapping, or write"
                        + " optional: true for the field");
        assertThatThrownBy(() -> csv("", " \n\n"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("is empty");
    }

    @Test
    void readsFilesWithoutAHeader() throws IOException {
        MappedFile mapped = csv("header: [day, id, name, qty]", "1.2.2024,a,x,1\n");

        assertThat(mapped.sales()).hasSize(1);
    }

    @Test
    void readsJsonObjectsAndArraysAndKeepsEveryDigit() throws IOException {
        Path file = Files.writeString(directory.resolve("sales.jsonl"), """
                {"day":"2024-02-01","id":1003,"qty":2,"price":8.990001,"who":{"id":7}}

                [{"day":"2024-02-01","id":"b","qty":"1"},{"day":"2024-02-01","id":null,"qty":1},7]
                []
                {"day":"2024-02-01","id":"b","id":"c","qty":1}
                {"day":"2024-02-01","id":{"a":1},"qty":1}
                """);

        MappedFile mapped = MappedFile.of(
                mapping("format: {type: json_lines}\ndecimal_mark: \",\"\n" + FIELDS
                        + "  customer_id: {column: /who/id, optional: true}\n"),
                file);

        Sale first = mapped.sales().get(0);
        assertThat(first.text(SaleField.PRODUCT_ID)).isEqualTo("1003");
        assertThat(first.decimal(SaleField.UNIT_PRICE)).isEqualByComparingTo("8.990001");
        assertThat(first.text(SaleField.CUSTOMER_ID)).isEqualTo("7");
        assertThat(first.extras()).containsEntry("who", "{\"id\":7}");
        assertThat(mapped.sales()).hasSize(2);
        assertThat(mapped.faults())
                .hasSize(5)
                .satisfies(f -> assertThat(f.get(0)).isEqualTo("3: product_id: is missing"))
                .satisfies(f -> assertThat(f.get(1)).isEqualTo("3: row: element 2 of the array is not an object"))
                .satisfies(f -> assertThat(f.get(2)).isEqualTo("4: row: is an array without elements"))
                .satisfies(f -> assertThat(f.get(3)).startsWith("5: row: is not one JSON text: Duplicate field 'id'"))
                .satisfies(f -> assertThat(f.get(4)).startsWith("6: product_id: an object or array"));
    }

    @Test
    void readsTabsAsDelimiters() throws IOException {
        MappedFile mapped = csv("delimiter: tab", "day\tid\tname\tqty\n1.2.2024\ta\tx, y\t1\n");

        assertThat(mapped.sales().get(0).text(SaleField.PRODUCT_NAME)).isEqualTo("x, y");
    }

    @Test
    void readsAJsonDocumentOverManyLinesAndNamesTheLineOfEachObject() throws IOException {
        Path file = Files.writeString(directory.resolve("sales.json"), """
                [
                  {"day": "2024-02-01",
                   "id": 1, "qty": 2.50},
                  7, [8],
                  {"day": "2024-02-01", "id": "b", "qty": 1}, {"day": "2024-02-01", "id": "c", "qty": "x"}
                ]
                {"day": "2024-02-01", "id": "d", "qty": 1}
                """);

        MappedFile mapped = MappedFile.of(mapping("format: {type: json}\n" + FIELDS), file);

        assertThat(mapped.sales()).extracting(s -> s.text(SaleField.PRODUCT_ID)).containsExactly("1", "b", "d");
        assertThat(mapped.distinct(SaleField.EVENT_ID)).isEqualTo(3);
        assertThat(mapped.faults())
                .containsExactly(
                        "4: row: is not an object",
                        "4: row: is not an object",
                        "5: quantity: 'x' is not a valid number with the decimal mark '.'");
    }

    @Test
    void aBrokenJsonDocumentIsRefusedBeforeItsFirstRow() throws IOException {
        Path file = Files.writeString(
                directory.resolve("sales.json"), "[{\"day\":\"2024-02-01\",\"id\":1,\"qty\":2},\n {\"day\":}]");

        assertThatThrownBy(() -> MappedFile.of(mapping("format: {type: json}\n" + FIELDS), file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("sales.json:2: is not JSON: ");
    }

    @Test
    void tellsHowFarAFileIsReadRowByRow() throws IOException {
        String row = "1.2.2024,a,x,1\n";
        Path file = Files.writeString(directory.resolve("sales.csv"), "day,id,name,qty\n" + row.repeat(100));
        try (RowReader rows =
                RowReader.open(file, mapping("format: {type: csv}\n" + FIELDS).format())) {
            for (int i = 0; i < 50; i++) {
                rows.next();
            }
            assertThat(rows.bytesRead()).isEqualTo(16 + 50 * row.length());
            while (rows.next() != null) {
                // to the end
            }
            assertThat(rows.bytesRead()).isEqualTo(Files.size(file));
        }
    }

    private MappedFile csv(String format, String text) throws IOException {
        Path file = Files.writeString(directory.resolve("sales.csv"), text);
        return MappedFile.of(mapping("format: {type: csv, " + format + "}\n" + FIELDS), file);
    }

    private static Mapping mapping(String yaml) {
        return new MappingReader().read("t.yaml", yaml);
    }
}
