package io.tillstream.producer.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleEncoder;
import io.tillstream.events.SaleField;
import io.tillstream.producer.MappedFile;
import io.tillstream.producer.SharedData;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SuperstoreMappingTest {
    private static final String FILE = "superstore_us/Sample-Superstore.csv";

    @Test
    void readsTheRealFileToTheLastCent() throws IOException {
        MappedFile mapped = read();

        assertThat(mapped.faults()).isEmpty();
        assertThat(mapped.sales()).hasSize(9_994);
        assertThat(mapped.sum(SaleField.LINE_TOTAL)).isEqualByComparingTo("2297200.8603");
        assertThat(mapped.sum(SaleField.PROFIT)).isEqualByComparingTo("286397.0217");
        assertThat(mapped.sum(SaleField.QUANTITY)).isEqualByComparingTo("37873");
        assertThat(mapped.distinct(SaleField.ORDER_ID)).isEqualTo(5_009);
        assertThat(mapped.distinct(SaleField.CUSTOMER_ID)).isEqualTo(793);
        assertThat(mapped.distinct(SaleField.EVENT_ID)).isEqualTo(9_994);
        assertThat(mapped.sales().stream()
                        .map(s -> s.text(SaleField.ORDER_ID) + "/" + s.number(SaleField.LINE_NUMBER))
                        .distinct())
                .as("order and line number")
                .hasSize(9_994);
    }

    @Test
    void makesTheCanonicalEventOfTheFirstRow() throws IOException {
        Sale first = read().sales().get(0);

        String json = new String(new SaleEncoder().encode(first), StandardCharsets.UTF_8);
        assertThat(json)
                .isEqualTo("{\"event_id\":\"" + first.text(SaleField.EVENT_ID) + "\",\"source\":\"superstore_us\","
                        + "\"event_type\":\"SALE\",\"order_id\":\"CA-2016-152156\",\"line_number\":1,"
                        + "\"order_ts\":\"2016-11-08T00:00:00Z\",\"customer_id\":\"CG-12520\","
                        + "\"customer_name\":\"Claire Gute\",\"customer_segment\":\"Consumer\","
                        + "\"country\":\"United States\",\"region\":\"South\",\"state\":\"Kentucky\","
                        + "\"city\":\"Henderson\",\"postal_code\":\"42420\",\"product_id\":\"FUR-BO-10001798\","
                        + "\"product_name\":\"Bush Somerset Collection Bookcase\",\"category\":\"Furniture\","
                        + "\"sub_category\":\"Bookcases\",\"quantity\":2,\"discount\":0,\"line_total\":261.96,"
                        + "\"profit\":41.9136,\"currency\":\"USD\",\"ship_mode\":\"Second Class\","
                        + "\"ship_date\":\"2016-11-11\",\"extras\":{\"Row ID\":\"1\"}}");
    }

    @Test
    void keepsNoBreakSpacesInsideNamesAndTakesThemFromTheEnds() throws IOException {
        MappedFile mapped = read();

        assertThat(mapped.sales())
                .extracting(s -> s.text(SaleField.PRODUCT_NAME))
                .noneMatch(name -> name.isBlank() || name.contains("\ufffd"))
                .noneMatch(name -> name.startsWith("\u00a0") || name.endsWith("\u00a0") || name.endsWith(" "))
                .filteredOn(name -> name.contains("\u00a0"))
                .hasSize(225);
    }

    @Test
    void givesPostalCodesTheirLeadingZeroBack() throws IOException {
        MappedFile mapped = read();

        assertThat(mapped.sales())
                .extracting(s -> s.text(SaleField.POSTAL_CODE))
                .allMatch(code -> code.matches("[0-9]{5}"))
                .filteredOn(code -> code.startsWith("0"))
                .hasSize(449);
    }

    @Test
    void readsDatesInTheBusinessTimeZone() throws IOException {
        Mapping mapping = new Mappings().load("superstore_us");

        Sale first = MappedFile.of(mapping, SharedData.file(FILE), ZoneId.of("America/New_York"))
                .sales()
                .get(0);

        assertThat(new SaleEncoder().encode(first)).asString().contains("\"order_ts\":\"2016-11-08T05:00:00Z\"");
    }

    private static MappedFile read() throws IOException {
        Path file = SharedData.file(FILE);
        return MappedFile.of(new Mappings().load("superstore_us"), file);
    }
}
