package io.tillstream.writer.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleEncoder;
import io.tillstream.events.SaleField;
import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.ChainId;
import io.tillstream.writer.chain.OffsetRange;
import io.tillstream.writer.parquet.ParquetFiles;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Any bytes are safe (invariant 2): arbitrary and mutated values, through the real staging file and back by parquet-java's
 * own reader. Each ends as a row or more, none stops the writer, and one that did not parse gives its very bytes back.
 */
class ValueFuzzTest {
    private static final ChainId CHAIN = new ChainId("sales_events", "q7Vn0tZqQ0-h_1DXc3yGkA", 7);
    private static final int BATCH = 10_000;
    private static final String[] SEEDS = {
        "{}",
        "[]",
        "[{}]",
        "[[{}]]",
        "null",
        "{\"event_id\":\"a\",\"quantity\":1,\"extras\":{\"x\":\"y\"}}",
        "[{\"event_id\":\"a\"},17,\"x\",null,true,{\"quantity\":\"many\"},[1,2],{\"event_id\":\"b\",\"event_id\":\"c\"}]",
        "{\"order_ts\":\"2026-02-30T25:00:00Z\",\"ship_date\":\"0000-00-00\",\"quantity\":1E999999999}",
        "{\"unit_price\":123456789012.123456,\"line_number\":2147483648,\"tax\":-0.0000001}",
        "{\"customer_name\":\"\\ud83d\\ude00\\ud800\",\"city\":\"\\u0000\"}",
        "\uFEFF{\"event_id\":\"bom\"}",
        " \t\r\n{\"event_id\" : \"blank\" } \n"
    };
    private static final String SPECIAL = "{}[]\",:\\/ \t\n0123456789-+.eEtfnu\u0000";

    @TempDir
    Path directory;

    @Test
    void fiftyThousandValuesAreSafe() throws IOException {
        fuzz(50_000, 20_261_125);
    }

    @Test
    @Tag("long")
    void aMillionValuesAreSafe() throws IOException {
        fuzz(1_000_000, new Random().nextLong());
    }

    private void fuzz(int values, long seed) throws IOException {
        Random random = new Random(seed);
        try (StagingDirectory staging = StagingDirectory.open(directory)) {
            for (int done = 0; done < values; done += BATCH) {
                batch(staging, random, "seed " + seed + ", batch at " + done);
            }
        }
    }

    private void batch(StagingDirectory staging, Random random, String which) throws IOException {
        StagingFile file = staging.create(CHAIN);
        List<byte[]> values = new ArrayList<>();
        for (int offset = 0; offset < BATCH; offset++) {
            byte[] value = value(random);
            values.add(value == null ? null : value.clone());
            file.append(offset, random.nextLong(), value);
            assertArrayEquals(values.get(offset), value, () -> which + ": the value is not touched");
        }
        StagedObject staged = file.close();
        BronzeObject object = staged.describe(new OffsetRange(0, BATCH - 1, BronzeObject.Kind.RANGE, 0));
        assertThat(object.records()).isEqualTo(BATCH);
        check(ParquetFiles.rows(staged.file()), values, staged.rows(), which);
        Files.delete(staged.file());
    }

    private static void check(List<Group> rows, List<byte[]> values, long expectedRows, String which) {
        assertThat(rows).as(which).hasSize((int) expectedRows);
        int offset = -1;
        int index = 0;
        for (Group row : rows) {
            boolean next = row.getLong("kafka_offset", 0) != offset;
            offset = next ? offset + 1 : offset;
            index = next ? 0 : index + 1;
            try {
                assertEquals(offset, row.getLong("kafka_offset", 0));
                assertEquals(index, row.getInteger("record_index", 0));
                checkPayload(row, values.get(offset));
            } catch (AssertionError e) {
                throw new AssertionError(which + ", value " + offset + ": " + e.getMessage(), e);
            }
        }
        assertThat(offset).as("%s: every value has a row", which).isEqualTo(values.size() - 1);
    }

    private static void checkPayload(Group row, byte[] value) {
        boolean corrupt = row.getFieldRepetitionCount("_corrupt_reason") > 0;
        assertEquals(corrupt ? 1 : 0, row.getFieldRepetitionCount("_corrupt_record"));
        if (!corrupt) {
            return;
        }
        byte[] payload = row.getBinary("_corrupt_record", 0).getBytes();
        String reason = row.getString("_corrupt_reason", 0);
        if (value == null) {
            assertThat(payload).isEmpty();
        } else if (isWhole(reason) || !startsAnArray(value)) {
            assertArrayEquals(value, payload, () -> reason + ": its very bytes");
        } else {
            // One element of an array: its very bytes are in the value.
            assertTrue(indexOf(value, payload) >= 0, () -> reason + ": its very bytes");
        }
    }

    private static boolean isWhole(String reason) {
        return reason.equals("not_json") || reason.equals("empty_value") || reason.equals("empty_array");
    }

    private static boolean startsAnArray(byte[] value) {
        String text = new String(value, StandardCharsets.ISO_8859_1)
                .replace("\u00ef\u00bb\u00bf", "")
                .strip();
        return text.startsWith("[");
    }

    private static int indexOf(byte[] value, byte[] part) {
        return new String(value, StandardCharsets.ISO_8859_1).indexOf(new String(part, StandardCharsets.ISO_8859_1));
    }

    private static byte[] value(Random random) {
        return switch (random.nextInt(10)) {
            case 0 -> random.nextInt(20) == 0 ? null : noise(random);
            case 1 -> soup(random);
            case 2 -> nested(random);
            case 3, 4 -> mutate(SEEDS[random.nextInt(SEEDS.length)].getBytes(StandardCharsets.UTF_8), random);
            case 5 -> SEEDS[random.nextInt(SEEDS.length)].getBytes(StandardCharsets.UTF_8);
            case 6 -> sale(random);
            default -> mutate(sale(random), random);
        };
    }

    private static byte[] noise(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Characters that mean something in JSON, in no order. */
    private static byte[] soup(Random random) {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(80); i > 0; i--) {
            text.append(SPECIAL.charAt(random.nextInt(SPECIAL.length())));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Brackets as deep as no parser likes them. */
    private static byte[] nested(Random random) {
        int depth = 1 << random.nextInt(12);
        String text = "{\"x\":[".repeat(depth) + "]}".repeat(random.nextBoolean() ? depth : depth - 1);
        return (random.nextBoolean() ? "[" + text + "]" : text).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] sale(Random random) {
        Sale sale = new Sale();
        for (SaleField field : SaleField.values()) {
            if (random.nextInt(3) > 0) {
                switch (field.type()) {
                    case TEXT -> sale.set(field, "t\u00e9xt \"" + random.nextInt(1_000) + "\\ \ud83d\ude00");
                    case INT -> sale.set(field, random.nextInt());
                    case DECIMAL -> sale.set(field, BigDecimal.valueOf(random.nextInt(), random.nextInt(7)));
                    case TIMESTAMP -> sale.set(field, random.nextLong(4_000_000_000_000_000L));
                    case DATE -> sale.set(field, random.nextInt(100_000));
                }
            }
        }
        sale.extras().put("coupon", "x" + random.nextInt());
        byte[] one = new SaleEncoder().encode(sale);
        if (random.nextInt(4) > 0) {
            return one;
        }
        String text = new String(one, StandardCharsets.UTF_8);
        return ("[" + text + ", " + text + " ,3]").getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] mutate(byte[] sound, Random random) {
        byte[] bytes = sound;
        for (int i = 1 + random.nextInt(4); i > 0 && bytes.length > 0; i--) {
            int at = random.nextInt(bytes.length);
            bytes = switch (random.nextInt(5)) {
                case 0 -> with(bytes, at, (byte) random.nextInt(256));
                case 1 -> with(bytes, at, (byte) SPECIAL.charAt(random.nextInt(SPECIAL.length())));
                case 2 -> Arrays.copyOf(bytes, at);
                case 3 -> splice(bytes, at, at + Math.min(bytes.length - at, random.nextInt(20)), bytes.length);
                default -> splice(bytes, bytes.length, at, Math.min(bytes.length, at + random.nextInt(40)));
            };
        }
        return bytes;
    }

    private static byte[] with(byte[] bytes, int at, byte value) {
        byte[] copy = bytes.clone();
        copy[at] = value;
        return copy;
    }

    /** Returns the first {@code head} bytes, followed by those from {@code from} to just before {@code to}. */
    private static byte[] splice(byte[] bytes, int head, int from, int to) {
        byte[] spliced = Arrays.copyOf(bytes, head + to - from);
        System.arraycopy(bytes, from, spliced, head, to - from);
        return spliced;
    }
}
