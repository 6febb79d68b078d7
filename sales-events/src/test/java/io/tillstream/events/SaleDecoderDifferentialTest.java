package io.tillstream.events;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The canonical reader and Jackson give the same rows for the same bytes, whichever bytes these are. */
class SaleDecoderDifferentialTest {
    private static final int CASES = 60_000;
    private static final String[] TEXTS = {
        "",
        "a",
        "sim_till_a",
        "C-000037",
        "Ben Adams",
        "United States",
        "exactly8",
        "Ünterföhring",
        "日本語",
        "😀 and more",
        "a longer text of more than sixteen bytes",
        "\u007f",
        "\ufffd"
    };
    private static final String[] TOKENS = {
        "null",
        "true",
        "-",
        "-0",
        "0",
        "00",
        "01",
        "1.",
        ".5",
        "1.0000000",
        "0.0000001",
        "1e3",
        "1E-2",
        "123456789",
        "1234567890",
        "-2147483648",
        "999999999999",
        "1000000000000",
        "-999999999999.999999",
        "12345678901234567890123",
        "\"\"",
        "\"2\"",
        "\"2026-02-29\"",
        "\"2024-02-29\"",
        "\"0000-01-01\"",
        "\"9999-12-31\"",
        "\"2026-1-01\"",
        "\"2026-11-20T10:00Z\"",
        "\"2026-11-20T10:00:00Z\"",
        "\"2026-11-20T24:00:00Z\"",
        "\"2026-11-20T23:59:60Z\"",
        "\"2026-11-20T10:00:00.Z\"",
        "\"2026-11-20T10:00:00.1Z\"",
        "\"2026-11-20T10:00:00.123456789Z\"",
        "\"2026-11-20T10:00:00.1234567890Z\"",
        "\"2026-11-20T10:00:00+01:00\"",
        "\"2026-11-20t10:00:00z\"",
        "\"0001-01-01T00:00:00Z\"",
        "\"0000-12-31T23:59:59Z\"",
        "\"1969-12-31T23:59:59.9999999Z\"",
        "\"\\u00e4\"",
        "\"a\\\"b\"",
        "\"tab\tinside\"",
        "{}",
        "[]",
        "{\"a\":\"b\"}",
        "{\"a\":\"b\",\"a\":\"c\"}",
        "{\"a\":1}"
    };
    private static final String[] PIECES = {
        " ",
        "\n",
        ",",
        ":",
        "\"",
        "{",
        "}",
        "[",
        "]",
        "\\",
        "0",
        "9",
        "-",
        ".",
        "\u0000",
        "\u001f",
        "\u00ff",
        "\u00c0\u0080",
        "\u00ed\u00a0\u0080",
        "\u00f4\u0090\u0080\u0080",
        "\u00e2\u0082",
        "\"x\":\"y\",",
        "\"city\":\"twice\",",
        "null"
    };

    private final Random random = new Random(20_261_125);
    private final SaleEncoder encoder = new SaleEncoder();
    private final SaleDecoder decoder = new SaleDecoder();

    @Test
    void canonicalSalesAreReadWithoutJackson() {
        CanonicalReader reader = new CanonicalReader();
        for (int i = 0; i < 2_000; i++) {
            Sale sale = sale();
            Sale read = new Sale();
            byte[] json = encoder.encode(sale);
            // Jackson writes what is beyond the basic multilingual plane as an escape, the one thing left to it.
            boolean escaped = new String(json, UTF_8).contains("\\u");
            assertThat(reader.read(json, read)).as(new String(json, UTF_8)).isEqualTo(!escaped);
            if (!escaped) {
                assertThat(read).isEqualTo(sale);
            }
        }
    }

    @Test
    void bothReadersGiveTheSameRowsForMutatedSales() {
        for (int i = 0; i < CASES; i++) {
            byte[] value = encoder.encode(sale());
            for (int mutations = random.nextInt(4); mutations > 0; mutations--) {
                value = mutate(value);
            }
            assertSame(value);
        }
    }

    @Test
    void bothReadersGiveTheSameRowsForEveryTokenInEveryField() {
        for (SaleField field : SaleField.values()) {
            for (String token : TOKENS) {
                assertSame(("{\"" + field.fieldName() + "\":" + token + "}").getBytes(UTF_8));
                assertSame(("{\"event_id\":\"e\",\"" + field.fieldName() + "\":" + token + ",\"source\":\"s\"}")
                        .getBytes(UTF_8));
                assertSame(("{\"extras\":" + token + ",\"" + field.fieldName() + "\":" + token + "}").getBytes(UTF_8));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{}",
                "{\"",
                "{\"event_id",
                "{\"event_id\":",
                "{\"event_id\":\"",
                "{\"event_id\":\"a\"",
                "["
            })
    void bothReadersGiveTheSameRowsForWhatEndsEarly(String value) {
        assertSame(value.getBytes(UTF_8));
    }

    private void assertSame(byte[] value) {
        Rows fast = new Rows();
        Rows general = new Rows();
        decoder.decode(value, fast);
        decoder.decodeAny(value, general);
        assertThat(fast.rows).as(new String(value, ISO_8859_1)).isEqualTo(general.rows);
    }

    private Sale sale() {
        Sale sale = new Sale();
        for (SaleField field : SaleField.values()) {
            if (random.nextInt(4) > 0) {
                switch (field.type()) {
                    case TEXT -> sale.set(field, TEXTS[random.nextInt(TEXTS.length)]);
                    case INT -> sale.set(field, random.nextInt(1_000) - 500);
                    case DECIMAL -> sale.set(field, decimal());
                    case TIMESTAMP -> sale.set(field, time());
                    case DATE -> sale.set(field, time() / 86_400_000_000L);
                }
            }
        }
        for (int i = random.nextInt(6) - 3; i > 0; i--) {
            sale.extras().put("x" + i, TEXTS[random.nextInt(TEXTS.length)]);
        }
        if (sale.present() == 0) {
            sale.set(SaleField.EVENT_ID, "e");
        }
        return sale;
    }

    private long decimal() {
        long digits = random.nextLong() % 1_000_000_000_000_000_000L;
        return digits / (long) Math.pow(10, random.nextInt(18));
    }

    private long time() {
        long micros = Math.floorMod(random.nextLong(), 253_402_300_800_000_000L);
        return random.nextBoolean() ? micros : micros / 1_000_000 * 1_000_000;
    }

    private byte[] mutate(byte[] value) {
        int at = random.nextInt(value.length + 1);
        return switch (random.nextInt(6)) {
            case 0 -> replace(value, at, Math.min(value.length, at + 1), new byte[] {(byte) random.nextInt(256)});
            case 1 -> replace(value, at, at, PIECES[random.nextInt(PIECES.length)].getBytes(ISO_8859_1));
            case 2 -> replace(value, at, Math.min(value.length, at + random.nextInt(4)), new byte[0]);
            case 3 -> replace(value, at, value.length, new byte[0]);
            case 4 -> replaceValue(value, at);
            default -> replace(value, at, at, Arrays.copyOfRange(value, at / 2, at));
        };
    }

    /** Puts a token for whatever stands behind the next colon. */
    private byte[] replaceValue(byte[] value, int from) {
        int colon = from;
        while (colon < value.length && value[colon] != ':') {
            colon++;
        }
        int comma = colon;
        while (comma < value.length && value[comma] != ',' && value[comma] != '}') {
            comma++;
        }
        byte[] token = TOKENS[random.nextInt(TOKENS.length)].getBytes(UTF_8);
        return colon == value.length ? value : replace(value, colon + 1, comma, token);
    }

    private static byte[] replace(byte[] value, int from, int to, byte[] by) {
        byte[] result = Arrays.copyOf(value, value.length - (to - from) + by.length);
        System.arraycopy(by, 0, result, from, by.length);
        System.arraycopy(value, to, result, from + by.length, value.length - to);
        return result;
    }

    private static final class Rows implements RowConsumer {
        private final List<Object> rows = new ArrayList<>();

        @Override
        public void sale(int recordIndex, Sale sale) {
            rows.add(List.of(recordIndex, new Sale().copyFrom(sale)));
        }

        @Override
        public void corrupt(int recordIndex, byte[] payload, CorruptReason reason, String detail) {
            rows.add(List.of(recordIndex, HexFormat.of().formatHex(payload), reason, String.valueOf(detail)));
        }
    }
}
