package io.tillstream.producer.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.producer.MappedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.ZoneId;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SaleMapperTest {
    private static final String CSV = "day,id,qty,note\n2024-02-01,a,1,x\n2024-02-01,a,1,x\n2024-02-01,b,1,x\n";
    private static final String MAPPING = """
            mapping: shop
            source: shop
            format: {type: csv}
            fields: {order_ts: day, product_id: id, quantity: qty}
            """;

    @TempDir
    private Path directory;

    @Test
    void rowIdentityIsTheDocumentedHashAndDoesNotDependOnTheDirectory() throws Exception {
        Path other = Files.createDirectories(directory.resolve("elsewhere"));
        List<String> ids = ids("identity: row\n", directory, CSV);

        byte[] parts = "shop\0s.csv\0".concat("2\0" + "0\0").getBytes(StandardCharsets.UTF_8);
        String expected =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(parts));
        assertThat(ids).doesNotHaveDuplicates().hasSize(3).first().isEqualTo(expected);
        assertThat(ids("identity: row\n", other, CSV)).isEqualTo(ids);
        assertThat(ids("identity: row\n", directory, CSV.replace("b,1", "c,7"))).isEqualTo(ids);
    }

    @Test
    void contentIdentityMakesAnExactRepeatADuplicate() throws IOException {
        MappedFile mapped = read("identity: content\n", directory, CSV);

        assertThat(mapped.sales().get(0)).isEqualTo(mapped.sales().get(1));
        assertThat(mapped.distinct(SaleField.EVENT_ID)).isEqualTo(2);
        List<String> ids = ids("identity: content\n", directory, CSV);
        assertThat(ids("identity: content\n", directory, "note,qty,id,day\nx,1,a,2024-02-01 \n"))
                .as("another order of columns")
                .containsExactly(ids.get(0));
        assertThat(ids("identity: content\n", directory, CSV.replace("a,1,x", "a,1,y"))
                        .get(0))
                .as("another value of a column that no field uses")
                .isNotEqualTo(ids.get(0));
        assertThat(ids("identity: content\nignore: [note]\n", directory, CSV.replace("a,1,x", "a,1,y"))
                        .get(0))
                .isEqualTo(ids("identity: content\nignore: [note]\n", directory, CSV)
                        .get(0));
    }

    @Test
    void elementsOfAnArrayHaveIdsOfTheirOwn() throws IOException {
        Path file = Files.writeString(
                directory.resolve("s.jsonl"),
                "[{\"day\":\"2024-02-01\",\"id\":1,\"qty\":1},{\"day\":\"2024-02-01\",\"id\":1,\"qty\":1}]\n");

        MappedFile mapped =
                MappedFile.of(mapping("identity: row\n".concat(MAPPING.replace("csv", "json_lines"))), file);

        assertThat(mapped.distinct(SaleField.EVENT_ID)).isEqualTo(2);
    }

    @Test
    void orderIdFallsBackToTheEventIdAndLinesOfAnOrderAreNumbered() throws IOException {
        Sale sale = read("identity: row\n", directory, CSV).sales().get(0);
        assertThat(sale.text(SaleField.ORDER_ID)).isEqualTo(sale.text(SaleField.EVENT_ID));

        Path file = Files.writeString(
                directory.resolve("o.csv"), "day,id,qty,o\n2024-02-01,a,1,1\n2024-02-01,b,1,1\n2024-02-01,b,1,2\n");
        Mapping mapping =
                mapping("identity: row\n".concat(MAPPING.replace("quantity: qty", "quantity: qty, order_id: o")));
        assertThat(MappedFile.of(mapping, file).sales())
                .extracting(s -> s.text(SaleField.ORDER_ID) + "/" + s.number(SaleField.LINE_NUMBER))
                .containsExactly("1/1", "1/2", "2/1");
    }

    @Test
    void aReturnByItsTypeTurnsTheSignOfAllAmounts() throws IOException {
        Path file = Files.writeString(
                directory.resolve("r.csv"),
                "day,id,qty,kind,sum,vat,gain\n2024-02-01,a,2,R,19.98,3.19,-1\n2024-02-01,b,-2,R,-19.98,-3.19,1\n"
                        + "2024-02-01,c,2,S,19.98,3.19,1\n");
        Mapping mapping = mapping("identity: row\n"
                + MAPPING.replace(
                        "quantity: qty",
                        "quantity: qty, event_type: {column: kind, values: {R: RETURN, S: SALE}}, line_total: sum,"
                                + " tax: vat, profit: gain"));

        assertThat(MappedFile.of(mapping, file).sales())
                .extracting(Sale::toString)
                .satisfiesExactly(
                        json -> assertThat(json)
                                .contains("\"quantity\":-2", "\"line_total\":-19.98", "\"tax\":-3.19", "\"profit\":1"),
                        json -> assertThat(json)
                                .contains("\"quantity\":-2", "\"line_total\":-19.98", "\"tax\":-3.19", "\"profit\":1"),
                        json -> assertThat(json)
                                .contains("\"quantity\":2", "\"line_total\":19.98", "\"tax\":3.19", "\"profit\":1"));
    }

    @Test
    void whatSilverWouldQuarantineIsRejectedWhereItCanBeCorrected() throws IOException {
        Path file = Files.writeString(
                directory.resolve("r.csv"),
                "day,id,qty,sum\n2024-02-01,a,0,1\n2024-02-01,b,1,-9.99\n2024-02-01,c,-1,9.99\n1066-10-14,d,1,1\n"
                        + "2100-01-01,e,1,1\n2024-02-01,f,-1,-9.99\n2024-02-01,g,1,0\n");
        Mapping mapping =
                mapping("identity: row\n" + MAPPING.replace("quantity: qty", "quantity: qty, line_total: sum"));

        MappedFile mapped = MappedFile.of(mapping, file);

        assertThat(mapped.sales())
                .extracting(sale -> sale.text(SaleField.PRODUCT_ID))
                .containsExactly("f", "g");
        assertThat(mapped.faults())
                .containsExactly(
                        "2: quantity: is 0; a sale has more, a return less",
                        "3: line_total: has the opposite sign of quantity; a return has both negative",
                        "4: line_total: has the opposite sign of quantity; a return has both negative",
                        "5: order_ts: is on 1066-10-14, outside the years 1990 to 2099 of the warehouse's calendar",
                        "6: order_ts: is on 2100-01-01, outside the years 1990 to 2099 of the warehouse's calendar");
    }

    @Test
    void takesTheIdFromAColumn() throws IOException {
        Path file =
                Files.writeString(directory.resolve("o.csv"), "day,id,qty,no\n2024-02-01,a,1,E1\n2024-02-01,a,1,\n");
        Mapping mapping = mapping(MAPPING.replace("quantity: qty", "quantity: qty, event_id: no"));

        MappedFile mapped = MappedFile.of(mapping, file);

        assertThat(mapped.sales()).extracting(s -> s.text(SaleField.EVENT_ID)).containsExactly("E1");
        assertThat(mapped.faults()).containsExactly("3: event_id: is missing");
    }

    @Test
    void fillsConstantsDefaultsReplacementsAndJoinsDateAndTime() throws IOException {
        Path file = Files.writeString(
                directory.resolve("o.csv"),
                "day,time,id,qty,kind,pay,off\n01-02-2024,13:45,a,3,Rück,,20%\n02-02-2024,01:02:03,7,NA,,cash,0.5\n");
        Mapping mapping = mapping("""
                mapping: shop
                source: shop
                identity: row
                format: {type: csv}
                null_values: [NA]
                fields:
                  order_ts: {columns: [day, time], formats: ["dd-MM-uuuu HH:mm", "dd-MM-yyyy HH:mm:ss"]}
                  product_id: {column: id, width: 3}
                  quantity: {column: qty, default: 1}
                  event_type: {column: kind, values: {Rück: RETURN}}
                  payment_method: {column: pay, default: card}
                  channel: {constant: store}
                  discount: off
                """);

        List<Sale> sales =
                MappedFile.of(mapping, file, ZoneId.of("Europe/Berlin")).sales();

        assertThat(sales.get(0).toString())
                .contains(
                        "\"event_type\":\"RETURN\"",
                        "\"order_ts\":\"2024-02-01T12:45:00Z\"",
                        "\"quantity\":-3,",
                        "\"payment_method\":\"card\"",
                        "\"channel\":\"store\"",
                        "\"product_id\":\"a\"",
                        "\"discount\":0.2");
        assertThat(sales.get(1).toString())
                .contains(
                        "\"event_type\":\"SALE\"",
                        "\"order_ts\":\"2024-02-02T00:02:03Z\"",
                        "\"quantity\":1,",
                        "\"payment_method\":\"cash\"",
                        "\"product_id\":\"007\"",
                        "\"discount\":0.5");
    }

    @Test
    void theMappingsTimeZoneWinsAndExtrasFollowTheirRule() throws IOException {
        Path file = Files.writeString(directory.resolve("s.csv"), "day,id,qty,x,y,z\n2024-02-01 10:00:00,a,1,1,2,3\n");
        String base = "identity: row\ntime_zone: Asia/Tokyo\n" + MAPPING;

        assertThat(MappedFile.of(mapping(base), file).sales().get(0).toString())
                .contains("\"order_ts\":\"2024-02-01T01:00:00Z\"", "\"extras\":{\"x\":\"1\",\"y\":\"2\",\"z\":\"3\"}");
        assertThat(MappedFile.of(mapping(base + "ignore: [y]\n"), file)
                        .sales()
                        .get(0)
                        .extras())
                .containsOnlyKeys("x", "z");
        assertThat(MappedFile.of(mapping(base + "extras: none\n"), file)
                        .sales()
                        .get(0)
                        .extras())
                .isEmpty();
        assertThat(MappedFile.of(mapping(base + "extras: [z]\n"), file)
                        .sales()
                        .get(0)
                        .extras())
                .containsOnlyKeys("z");
    }

    private List<String> ids(String identity, Path where, String csv) throws IOException {
        return read(identity, where, csv).sales().stream()
                .map(s -> s.text(SaleField.EVENT_ID))
                .toList();
    }

    private static MappedFile read(String more, Path where, String csv) throws IOException {
        return MappedFile.of(mapping(more + MAPPING), Files.writeString(where.resolve("s.csv"), csv));
    }

    private static Mapping mapping(String yaml) {
        return new MappingReader().read("t.yaml", yaml);
    }
}
