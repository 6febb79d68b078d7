package io.tillstream.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class SaleCodecPropertyTest {
    private static final long MAX_MICROS = 253_402_300_799_999_999L;
    private static final long MAX_UNSCALED = 999_999_999_999_999_999L;
    private static final int MAX_DAY = 2_932_896;

    /** Code points below these: control characters, ASCII, two bytes in UTF-8, one UTF-16 unit, all. */
    private static final int[] BOUNDS = {0x20, 0x80, 0x800, 0x1_0000, Character.MAX_CODE_POINT + 1};

    private static final String SPECIAL = "{}[]\",:\\/ \t\n0123456789-+.eEtfnu\u0000";
    private static final String[] ELEMENTS = {"{}", "1", "{\"city\":\"x\"}", "[]", "\"", "null"};

    @Test
    void decodingWhatWasEncodedGivesTheSameSale() {
        SeededCases.same(500, SaleCodecPropertyTest::encodeAndDecode);
    }

    @Test
    @Tag("long")
    void decodingWhatWasEncodedGivesTheSameSaleAlways() {
        SeededCases.fresh(100_000, SaleCodecPropertyTest::encodeAndDecode);
    }

    @Test
    void anyBytesAreAtLeastOneRowAndABadOneKeepsItsBytes() {
        SeededCases.same(2_000, random -> decode(bytes(random)));
    }

    @Test
    @Tag("long")
    void anyBytesAtAllAreAtLeastOneRow() {
        SeededCases.fresh(1_000_000, random -> decode(bytes(random)));
    }

    private static void encodeAndDecode(Random random) {
        Sale sale = sale(random);
        List<Sale> decoded = new ArrayList<>();
        new SaleDecoder().decode(new SaleEncoder().encode(sale), new RowConsumer() {
            @Override
            public void sale(int recordIndex, Sale row) {
                decoded.add(new Sale().copyFrom(row));
            }

            @Override
            public void corrupt(int recordIndex, byte[] payload, CorruptReason reason, String detail) {
                throw new AssertionError(reason + " " + detail + " in " + new String(payload, UTF_8));
            }
        });
        assertThat(decoded).containsExactly(sale);
    }

    private static void decode(byte[] value) {
        int[] rows = {0};
        new SaleDecoder().decode(value, new RowConsumer() {
            @Override
            public void sale(int recordIndex, Sale sale) {
                rows[0]++;
            }

            @Override
            public void corrupt(int recordIndex, byte[] payload, CorruptReason reason, String detail) {
                rows[0]++;
                if (value.length == 0 || value[0] != '[') {
                    assertThat(payload).isEqualTo(value);
                }
            }
        });
        assertThat(rows[0]).isPositive();
    }

    private static Sale sale(Random random) {
        Sale sale = new Sale();
        for (SaleField field : SaleField.values()) {
            if (random.nextInt(3) > 0) {
                put(sale, field, random);
            }
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            sale.extras().put("x" + random.nextInt(9), text(random));
        }
        return sale;
    }

    private static void put(Sale sale, SaleField field, Random random) {
        switch (field.type()) {
            case TEXT -> sale.set(field, text(random));
            case INT -> sale.set(field, (int) number(random, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case DECIMAL -> sale.set(field, number(random, -MAX_UNSCALED, MAX_UNSCALED));
            case TIMESTAMP -> sale.set(field, number(random, 0, MAX_MICROS));
            case DATE -> sale.set(field, (int) number(random, 0, MAX_DAY));
        }
    }

    /** One number in eight is at an end of its range or next to zero. */
    private static long number(Random random, long min, long max) {
        return switch (random.nextInt(24)) {
            case 0 -> min;
            case 1 -> max;
            case 2 -> Math.max(min, Math.min(max, random.nextInt(5) - 2));
            default -> min + Math.floorMod(random.nextLong(), max - min + 1);
        };
    }

    /** Up to 12 characters of all of Unicode, control characters among them; no lone surrogates. */
    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(13); i > 0; i--) {
            int c = random.nextInt(BOUNDS[random.nextInt(BOUNDS.length)]);
            text.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? '"' : c);
        }
        return text.toString();
    }

    /** Up to 255 bytes at random, half of them with bytes that mean something in JSON; or an array of a few elements. */
    private static byte[] bytes(Random random) {
        if (random.nextInt(4) == 0) {
            List<String> elements = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                elements.add(ELEMENTS[random.nextInt(ELEMENTS.length)]);
            }
            return elements.toString().getBytes(UTF_8);
        }
        byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 8 : 256)];
        random.nextBytes(bytes);
        if (random.nextBoolean()) {
            for (int i = 0; i < bytes.length; i += 1 + random.nextInt(3)) {
                bytes[i] = (byte) SPECIAL.charAt(random.nextInt(SPECIAL.length()));
            }
        }
        return bytes;
    }
}
