package io.tillstream.glue.gold;

import static io.tillstream.glue.gold.TestSale.sale;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.sql.Date;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sales at the limits of what Silver accepts, at random, by a seed; their coordinates say which is which. */
final class ExtremeSales {
    private static final BigDecimal MOST = new BigDecimal("999999999999.999999");
    private static final BigDecimal LEAST = new BigDecimal("0.000001");
    private static final Instant FIRST = Instant.parse("1990-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("2099-12-31T23:59:59.999999Z");
    private static final Instant DAY = Instant.parse("2026-01-05T10:00:00Z");

    /** One character of 1, 2, 3 and 4 bytes, an accent of its own, letters from right to left, quotes of every kind. */
    private static final List<String> LETTERS =
            List.of("a", "é", "漢", "😀", "e\u0301", "ש", "'", "\"", "\\", "%", "\u200b");

    private final Random random;
    private final List<TestSale> sales = new ArrayList<>();

    private ExtremeSales(long seed) {
        this.random = new Random(seed);
    }

    /**
     * Makes sales of every kind of extreme.
     *
     * @param orderLines lines of one order
     * @param versions sales of one product and of one customer, each with attributes of its own
     */
    static List<TestSale> of(long seed, int orderLines, int versions) {
        ExtremeSales extreme = new ExtremeSales(seed);
        for (int i = 0; i < 100; i++) {
            extreme.values();
        }
        extreme.oneOrder(orderLines);
        extreme.hotKeys(versions);
        return extreme.sales;
    }

    private TestSale next() {
        TestSale next = sale(sales.size()).set("topic_id", "extreme");
        sales.add(next);
        return next;
    }

    private void values() {
        boolean returned = random.nextBoolean();
        BigDecimal size = random.nextBoolean() ? MOST : LEAST;
        BigDecimal signed = returned ? size.negate() : size;
        TestSale sale = next().at(instant().toString())
                .set("event_type", returned ? "RETURN" : "SALE")
                .set("quantity", signed)
                .set("revenue", signed)
                .set("unit_price", random.nextBoolean() ? MOST : LEAST)
                .set("discount", BigDecimal.ONE.setScale(6))
                .set("tax", random.nextBoolean() ? MOST : MOST.negate())
                .set("profit", random.nextBoolean() ? MOST : MOST.negate())
                .set("currency", List.of("USD", "VND", "XXX", "ZZZ").get(random.nextInt(4)))
                .set("line_number", random.nextBoolean() ? Integer.MAX_VALUE : 1)
                .set("ship_date", Date.valueOf(random.nextBoolean() ? "2099-12-31" : "1990-01-01"))
                .product(text(128), text(512), text(128))
                .customer(text(64), text(256), text(64));
        for (String column : List.of("country", "region", "state", "store_id")) {
            sale.set(column, text(64));
        }
        sale.set("channel", text(32))
                .set("city", text(128))
                .set("postal_code", text(32))
                .set("order_id", text(128));
    }

    private void oneOrder(int lines) {
        for (int i = 0; i < lines; i++) {
            next().set("order_id", "endless").set("line_number", i + 1).amount("1", "0.01");
        }
    }

    /** One product and one customer that change with every sale, half of the times at the same instant as another. */
    private void hotKeys(int versions) {
        for (int i = 0; i < versions; i++) {
            next().at(DAY.plus(i / 2, ChronoUnit.MICROS).toString())
                    .product("hot", "name " + i, i % 3 == 0 ? null : "category " + i % 7)
                    .customer("hot", "customer " + i, "segment " + i % 5);
        }
    }

    private Instant instant() {
        return switch (random.nextInt(4)) {
            case 0 -> FIRST;
            case 1 -> LAST;
            default -> FIRST.plus(random.nextLong(ChronoUnit.MICROS.between(FIRST, LAST)), ChronoUnit.MICROS);
        };
    }

    /** A text of exactly or nearly so many bytes; sometimes one letter. */
    private String text(int bytes) {
        StringBuilder text = new StringBuilder();
        int left = random.nextInt(4) == 0 ? 4 : bytes;
        while (left > 0) {
            String letter = LETTERS.get(random.nextInt(LETTERS.size()));
            int size = letter.getBytes(StandardCharsets.UTF_8).length;
            text.append(size > left ? "a" : letter);
            left -= size > left ? 1 : size;
        }
        return text.toString();
    }
}
