package io.tillstream.producer.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.producer.MappedFile;
import io.tillstream.producer.SharedData;
import io.tillstream.producer.UsageException;
import io.tillstream.producer.catalogue.CatalogueWriter;
import io.tillstream.producer.mapping.Mapping;
import io.tillstream.producer.mapping.MappingException;
import io.tillstream.producer.mapping.MappingReader;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MappingDraftTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource({
        "superstore_us/Sample-Superstore.csv,       superstore_us",
        "pizza_sales/pizza_sales.csv,               pizza_sales",
        "pizza_sales/pizza_sales_mixed_dates.csv,   pizza_sales",
        "seed3_sample/sample_data.csv,              seed3_sample",
        "seed0_events/orders.jsonl,                 seed0_events",
        "seed4_batches/messages.jsonl,              seed4_batches",
    })
    void theDraftOfARealFileGivesItsExactAnswers(String name, String answers) throws IOException {
        Path file = SharedData.file(name);
        JsonNode expected = new ObjectMapper()
                .readTree(SharedData.file("answers/" + answers + ".json").toFile())
                .get("answers");

        MappedFile mapped = MappedFile.of(draft(file), file);

        assertThat(mapped.faults()).isEmpty();
        assertThat(mapped.sales()).hasSize(expected.get("rows_used").asInt());
        assertThat(mapped.sales().stream().map(MappingDraftTest::revenue).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualByComparingTo(expected.get("total_revenue_exact").asText());
        assertThat(mapped.sum(SaleField.QUANTITY))
                .isEqualByComparingTo(expected.get("total_quantity").asText());
        assertThat(mapped.distinct(SaleField.ORDER_ID))
                .isEqualTo(expected.get("distinct_orders").asLong());
        assertThat(mapped.sales().stream()
                        .map(sale -> sale.toString().replaceFirst(".*\"order_ts\":\"(.{10}).*", "$1"))
                        .distinct())
                .as("the days, so day and month are not swapped")
                .containsExactlyInAnyOrderElementsOf(
                        () -> expected.get("by_day").fieldNames());
    }

    @Test
    void aFileOfProductsBecomesACatalogue() throws IOException {
        Path file = SharedData.file("seed0_products/products.csv");

        assertThat(new CatalogueWriter(draft(file)).check(List.of(file))).isEqualTo(20);
    }

    @Test
    void aGermanExportIsUnderstood() throws IOException {
        Path file = directory.resolve("Kasse 1.csv");
        Files.write(file, """
                Bon-Nr.;Datum;Uhrzeit;Artikelnummer;Bezeichnung;Menge;Einzelpreis;MwSt;E-Mail;Kasse
                4711;03.02.2024;14:05;A-17;Käse "alt";1;1.299,00 €;n/a;a@b.de;K2
                4712;13.02.2024;9:15;B-02;Brötchen;-2;0,90 €;0,06;;K1
                """.getBytes(Charset.forName("windows-1252")));

        String yaml = MappingDraft.of(file);
        MappedFile mapped = MappedFile.of(new MappingReader().read("d.yaml", yaml), file);

        assertThat(yaml)
                .contains(
                        "mapping: kasse_1",
                        "charset: windows-1252",
                        "delimiter: \";\"",
                        "decimal_mark: \",\"",
                        "formats: [\"d.M.uuuu H:mm\"]",
                        "null_values: [\"n/a\"]",
                        "ignore: [\"E-Mail\"]",
                        "a negative quantity makes the event a RETURN",
                        "{constant: EUR}");
        assertThat(mapped.faults()).isEmpty();
        assertThat(mapped.sales().get(0).toString())
                .contains(
                        "\"order_id\":\"4711\"",
                        "\"order_ts\":\"2024-02-03T14:05:00Z\"",
                        "\"product_id\":\"A-17\"",
                        "\"product_name\":\"Käse \\\"alt\\\"\"",
                        "\"quantity\":1,",
                        "\"unit_price\":1299,")
                .doesNotContain("a@b.de", "tax");
        assertThat(mapped.sales().get(1).text(SaleField.EVENT_TYPE)).isEqualTo("RETURN");
    }

    @ParameterizedTest
    @CsvSource({
        "'04/05/2024,05/05/2024,06/05/2024', d/M/uuuu, could be day or month first; day first",
        "'04/05/2024,04/06/2024,04/07/2024', M/d/uuuu, could be day or month first; month first",
        "'04/05/2024,04/15/2024,04/07/2024', M/d/uuuu, ''",
        "'1. Feb 2024,x,y',                  iso,      ''",
    })
    void dayAndMonthAreToldApartOrTheDoubtIsSaid(String dates, String format, String doubt) throws IOException {
        StringBuilder text = new StringBuilder("date;product_id;qty\n");
        for (String date : dates.split(",")) {
            text.append(date).append(";a;1\n");
        }
        Path file = Files.writeString(directory.resolve("d.csv"), text);

        String yaml = MappingDraft.of(file);

        if (format.equals("iso")) {
            assertThat(MappingDraft.lacksTime(yaml)).isTrue();
            assertThat(yaml)
                    .contains("order_ts: DECIDE  # which column", "No known format reads date, such as '1. Feb 2024'");
        } else {
            new MappingReader().read("d.yaml", yaml);
            assertThat(yaml).contains("formats: [\"" + format + "\"]").contains(doubt);
            assertThat(yaml.contains("could be day or month")).isEqualTo(!doubt.isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a,a,,\n1,2,3,4\n",
                "x\n1\n2\n",
                "2024-02-01,A-1,3,9.99\n2024-02-02,A-2,1,5.00\n",
                "\"na\\me\": #x,yes,{a},\"q\"\"q\"\n1,2,3,4\n",
                "id\tprice\tday\n1\t$2.50\t2024-01-01\n",
                "{\"a\":{\"b\":1,\"c/d\":[1]},\"when\":1700000000}\n",
                "[\n  {\"sku\": \"a\", \"qty\": 2,\n   \"created_at\": \"2024-01-01T10:00:00Z\"}\n]\n",
                "id|qty|sku|date\nNULL|NULL|NULL|NULL\n",
            })
    void whateverTheFileTheDraftIsAMappingThatTheEngineTakes(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("---.txt"), text);

        String yaml = MappingDraft.of(file);

        if (MappingDraft.lacksTime(yaml)) {
            assertThatThrownBy(() -> new MappingReader().read("draft.yaml", yaml))
                    .isInstanceOf(MappingException.class)
                    .hasMessageContaining("fields.order_ts: is still to be decided")
                    .hasMessageNotContaining("\n");
        } else {
            assertThat(new MappingReader().read("draft.yaml", yaml).name()).isEqualTo("sales");
        }
    }

    @Test
    void aDocumentOfSeveralLinesIsReadWhole() throws IOException {
        Path file = Files.writeString(directory.resolve("export.json"), """
                [
                  {"id": "E1", "customer": {"id": 7, "name": "Ann"},
                   "sku": "a", "qty": 2, "price": 1.25, "created_at": "2024-01-01T10:00:00Z"},
                  {"id": "E2", "sku": "b", "qty": 1, "price": 3, "created_at": "2024-01-01T11:00:00+01:00"}
                ]
                """);

        String yaml = MappingDraft.of(file);
        MappedFile mapped = MappedFile.of(new MappingReader().read("d.yaml", yaml), file);

        assertThat(yaml)
                .contains("type: json,", "customer_id: \"/customer/id\"")
                .doesNotContain("Ann");
        assertThat(mapped.faults()).isEmpty();
        assertThat(mapped.sales())
                .extracting(
                        sale -> sale.text(SaleField.PRODUCT_ID) + revenue(sale).stripTrailingZeros())
                .containsExactly("a2.5", "b3");
    }

    @Test
    void headersThatStandTwiceAreNamedByPosition() throws IOException {
        Path file =
                Files.writeString(directory.resolve("d.csv"), "date,sku,qty,price,price\n2024-01-01,a,1,2.50,3.50\n");

        MappedFile mapped = MappedFile.of(draft(file), file);

        assertThat(mapped.sales().get(0).decimal(SaleField.UNIT_PRICE)).isEqualByComparingTo("2.5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            State         | TX,CA,TX               | state: State
            State         | paid,Cancelled,paid    | State: [Cancelled]
            Order Status  | Completed,on-hold,new  | Order Status: [new, "on-hold"]
            Paid          | yes,no,yes             | Paid: ["no"]
            Cancelled at  | ,2024-01-03,           | Cancelled at: [""]
            is_refunded   | 0,1,0                  | values: {"0": SALE, "1": RETURN}
            Type          | Sale,Refund,Chargeback | Chargeback: RETURN, Refund: RETURN
            Territory     | NA,EMEA,NA             | DECIDE: null_values: [NA]
            shipping_fee  | 2.50,12.00,0.00        | order_ts: {column: day, formats: [iso]}
            Uhrzeit       | 2.50,12.00,0.00        | formats: [uuuu-MM-dd H.mm]
            Tax 5%        | 1.00,1.00,1.00         | tax: "Tax 5%"
            Country/Region | FR,FR,DE              | country: Country/Region
            PRODUCTLINE   | Cars,Cars,Bikes        | category: PRODUCTLINE
            Discount      | 0,1,0                  | 1 could be one per cent or all
            Discount      | -1.00,0.00,0.00        | as: negative_amount
            """)
    void aColumnIsUnderstoodOrAskedFor(String name, String values, String expected) throws IOException {
        StringBuilder text =
                new StringBuilder("order,day,sku,qty,price,").append(name).append('\n');
        String[] cells = values.split(",", -1);
        for (int i = 0; i < cells.length; i++) {
            text.append(i)
                    .append(",2024-01-0")
                    .append(i + 1)
                    .append(",a,1,20.00,")
                    .append(cells[i])
                    .append('\n');
        }
        Path file = Files.writeString(directory.resolve("d.csv"), text);

        String yaml = MappingDraft.of(file);

        new MappingReader().read("d.yaml", yaml);
        assertThat(yaml.replace("\"Country/Region\"", "Country/Region")
                        .replace("\"uuuu-MM-dd H.mm\"", "uuuu-MM-dd H.mm"))
                .contains(expected);
    }

    @Test
    void utf16WithoutAMarkIsFoundByItsZeros() throws IOException {
        Path file = directory.resolve("d.csv");
        Files.write(file, "date,sku,qty,name\n2024-01-01,a,1,Käse\n".getBytes(StandardCharsets.UTF_16LE));
        assertThat(MappedFile.of(draft(file), file).sales().get(0).text(SaleField.PRODUCT_NAME))
                .isEqualTo("Käse");

        Files.write(file, new byte[] {'a', ',', 'b', '\n', 0, 0, 0, 7, 0, 0, '\n'});
        assertThatThrownBy(() -> MappingDraft.of(file))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("so it is not a text file");
    }

    @Test
    void utf16IsFoundByItsMark() throws IOException {
        Path file = directory.resolve("d.csv");
        Files.write(file, "date,sku,qty,name\n2024-01-01,a,1,Käse\n".getBytes(StandardCharsets.UTF_16));

        assertThat(MappedFile.of(draft(file), file).sales().get(0).text(SaleField.PRODUCT_NAME))
                .isEqualTo("Käse");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n\n", "date,sku,qty\n"})
    void aFileWithoutRowsIsRefused(String text) throws IOException {
        Path file = Files.writeString(directory.resolve("d.csv"), text);

        assertThatThrownBy(() -> MappingDraft.of(file)).isInstanceOf(UsageException.class);
    }

    private static Mapping draft(Path file) throws IOException {
        return new MappingReader().read("draft.yaml", MappingDraft.of(file));
    }

    private static BigDecimal revenue(Sale sale) {
        return sale.has(SaleField.LINE_TOTAL)
                ? sale.decimal(SaleField.LINE_TOTAL)
                : sale.decimal(SaleField.QUANTITY).multiply(sale.decimal(SaleField.UNIT_PRICE));
    }
}
