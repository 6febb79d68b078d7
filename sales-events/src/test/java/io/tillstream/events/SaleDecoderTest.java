package io.tillstream.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SaleDecoderTest {
    private final List<String> rows = new ArrayList<>();
    private final List<Sale> sales = new ArrayList<>();
    private final List<byte[]> payloads = new ArrayList<>();

    private final RowConsumer collector = new RowConsumer() {
        @Override
        public void sale(int recordIndex, Sale sale) {
            rows.add(recordIndex + " sale");
            sales.add(new Sale().copyFrom(sale));
        }

        @Override
        public void corrupt(int recordIndex, byte[] payload, CorruptReason reason, String detail) {
            rows.add(recordIndex + " " + reason.code());
            payloads.add(payload);
        }
    };

    @Test
    void readsEveryTypeOfTheContract() {
        decode("""
                {"event_id":"e1","line_number":7,"order_ts":"2016-11-08T01:02:03.000004+02:00","quantity":-2,
                 "unit_price":261.96,"discount":2e-1,"ship_date":"2016-11-11","city":"Nîmes \\ud83d\\ude00"}""");

        Sale sale = sales.get(0);
        assertThat(sale.text(SaleField.EVENT_ID)).isEqualTo("e1");
        assertThat(sale.number(SaleField.LINE_NUMBER)).isEqualTo(7);
        assertThat(sale.number(SaleField.ORDER_TS)).isEqualTo(1_478_559_723_000_004L);
        assertThat(sale.decimal(SaleField.QUANTITY)).isEqualByComparingTo("-2");
        assertThat(sale.decimal(SaleField.UNIT_PRICE)).isEqualTo(new BigDecimal("261.960000"));
        assertThat(sale.decimal(SaleField.DISCOUNT)).isEqualByComparingTo("0.2");
        assertThat(sale.number(SaleField.SHIP_DATE)).isEqualTo(17_116);
        assertThat(sale.text(SaleField.CITY)).isEqualTo("Nîmes 😀");
        assertThat(sale.has(SaleField.PROFIT)).isFalse();
    }

    @Test
    void keepsWhatTheContractDoesNotNameAsExtras() {
        decode(
                "{\"event_id\":\"e1\",\"till\":{\"n\": [1, 2]},\"note\":\"x\",\"flag\":null,\"extras\":{\"old\":\"y\"}}");

        assertThat(sales.get(0).extras())
                .containsOnly(
                        java.util.Map.entry("till", "{\"n\": [1, 2]}"),
                        java.util.Map.entry("note", "x"),
                        java.util.Map.entry("flag", "null"),
                        java.util.Map.entry("old", "y"));
    }

    @Test
    void anArrayIsARowForEachElementAndAFaultyOneKeepsItsOwnBytes() {
        decode(" [ {\"event_id\":\"a\"}, {\"quantity\": \"many\"} ,12, {\"event_id\":\"b\"}]");

        assertThat(rows).containsExactly("0 sale", "1 wrong_type", "2 not_object", "3 sale");
        assertThat(payloads)
                .extracting(bytes -> new String(bytes, UTF_8))
                .containsExactly("{\"quantity\": \"many\"}", "12");
        assertThat(sales).extracting(sale -> sale.text(SaleField.EVENT_ID)).containsExactly("a", "b");
    }

    @Test
    void aFaultBehindGoodElementsMakesOneRowOfTheWholeValue() {
        decode("[{\"event_id\":\"a\"},{\"event_id\":\"b\"");

        assertThat(rows).containsExactly("0 not_json");
        assertThat(payloads.get(0)).isEqualTo("[{\"event_id\":\"a\"},{\"event_id\":\"b\"".getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "not json at all|not_json",
                "{\"event_id\":\"a\"} {}|not_json",
                "{\"event_id\":\"a\"|not_json",
                "'{}'|not_json",
                "12|not_object",
                "\"text\"|not_object",
                "null|not_object",
                "[]|empty_array",
                "{\"event_id\":1}|wrong_type",
                "{\"quantity\":\"2\"}|wrong_type",
                "{\"line_number\":1.5}|wrong_type",
                "{\"extras\":[]}|wrong_type",
                "{\"line_number\":3000000000}|out_of_range",
                "{\"unit_price\":0.0000001}|out_of_range",
                "{\"unit_price\":1000000000000}|out_of_range",
                "{\"unit_price\":1E999999999}|out_of_range",
                "{\"unit_price\":1E-999999999}|out_of_range",
                "{\"unit_price\":1E9999999999}|out_of_range",
                "{\"unit_price\":-1E-9999999999999999999}|out_of_range",
                "{\"order_ts\":\"2024-02-30T00:00:00Z\"}|bad_timestamp",
                "{\"order_ts\":\"2024-02-28T00:00:00\"}|bad_timestamp",
                "{\"order_ts\":\"+10000-01-01T00:00:00Z\"}|bad_timestamp",
                "{\"ship_date\":\"2023-02-29\"}|bad_date",
                "{\"city\":\"\\ud83d\"}|bad_text",
                "{\"note\":\"\\udc00\"}|bad_text",
                "{\"city\":\"a\",\"city\":\"b\"}|duplicate_field",
                "{\"note\":\"a\",\"note\":\"b\"}|duplicate_field",
            })
    void whatIsNotASaleKeepsItsExactBytesAndAReason(String value, String reason) {
        decode(value);

        assertThat(rows).containsExactly("0 " + reason);
        assertThat(payloads.get(0)).isEqualTo(value.getBytes(UTF_8));
    }

    @Test
    void valuesWithoutJsonAreOneRow() {
        new SaleDecoder().decode(null, collector);
        new SaleDecoder().decode(new byte[0], collector);
        new SaleDecoder().decode(" \n".getBytes(UTF_8), collector);
        new SaleDecoder()
                .decode("{\"event_id\":\"a\"}".getBytes(java.nio.charset.StandardCharsets.UTF_16LE), collector);
        new SaleDecoder().decode(new byte[] {'{', '"', (byte) 0xFF, '"', ':', '1', '}'}, collector);

        assertThat(rows).containsExactly("0 empty_value", "0 empty_value", "0 empty_value", "0 not_json", "0 not_json");
    }

    @Test
    void aNullFieldIsAnAbsentOne() {
        decode("{\"event_id\":\"a\",\"city\":null,\"quantity\":null,\"extras\":null}");

        assertThat(sales.get(0)).isEqualTo(new Sale().set(SaleField.EVENT_ID, "a"));
    }

    private void decode(String value) {
        new SaleDecoder().decode(value.getBytes(UTF_8), collector);
    }
}
