package io.tillstream.warehouse;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Sales that queries trip over: ids that till systems share, many ties, returns without their sale and before it, a currency
 * whose total is negative, days and months without sales, products and customers with several versions, names that change back,
 * unknown attributes, sales dated ahead and dispatch on impossible days. The seed decides everything.
 */
final class HostileSales {
    private static final LocalDate FIRST = LocalDate.of(2022, 11, 20);

    private final Random random;
    private final SalesFixture fixture = new SalesFixture();

    private HostileSales(long seed) {
        random = new Random(seed);
    }

    static SalesFixture of(long seed, int lines) {
        HostileSales sales = new HostileSales(seed);
        for (int i = 0; i < lines; i++) {
            sales.fixture.add(sales.line(i));
        }
        return sales.fixture;
    }

    /** The ways in which each query is asked: with its defaults, of one till, of a span, of few rows, on an earlier day. */
    static List<Map<String, String>> questions() {
        return List.of(
                Map.of("today", "2026-12-01"),
                Map.of("today", "2026-12-01", "source", "north", "top", "3"),
                Map.of("today", "2026-12-01", "since", "2023-06-15", "until", "2024-05-10", "top", "100000"),
                Map.of("today", "2024-02-29", "source", "south", "min_orders", "1"),
                Map.of("today", "2026-12-01", "source", "a"),
                Map.of("today", "2026-12-01", "source", "nobody"));
    }

    private String one(String... values) {
        return values[random.nextInt(values.length)];
    }

    private boolean in(int chances) {
        return random.nextInt(chances) == 0;
    }

    private Map<String, String> line(int i) {
        Map<String, String> line = new HashMap<>();
        String source = in(60) ? one("a", "a1") : one("north", "south", "north");
        boolean returned = in(6);
        line.put("source", source);
        line.put("event_type", returned ? "RETURN" : "SALE");
        line.put("order_id", one("1", "x") + random.nextInt(returned && in(3) ? 4000 : 400));
        line.put("line_number", Integer.toString(i % 7 + 1));
        line.put("order_ts", time().toString());
        line.put("currency", in(25) ? "JPY" : in(6) ? "EUR" : "USD");
        attributes(line, i);
        amounts(line, returned);
        return line;
    }

    /** Mostly a busy year and a half with holes in it; a few years earlier, and now and then a wrong clock. */
    private LocalDateTime time() {
        LocalDate day = FIRST.plusDays(random.nextInt(540));
        if (day.getMonthValue() == 8 || day.getDayOfWeek().getValue() == 7 && in(2)) {
            day = LocalDate.of(2024, 2, 29);
        }
        if (in(200)) {
            day = in(2) ? LocalDate.of(2099, 12, 31) : LocalDate.of(2027, 1, random.nextInt(28) + 1);
        }
        if (in(300)) {
            day = LocalDate.of(2020, 2, 29);
        }
        return day.atTime(random.nextInt(24), random.nextInt(3) * 20, random.nextInt(2) * 59);
    }

    private void attributes(Map<String, String> line, int i) {
        if (!in(12)) {
            String product = "P" + random.nextInt(14);
            line.put("product_id", product);
            line.put("product_name", in(30) ? null : product + one(" v0", " v1"));
            line.put("category", in(15) ? null : one("Tea", "tea", "Home", "Office " + i % 12));
            line.put("sub_category", in(3) ? null : one("x", "Y"));
        }
        if (!in(4)) {
            String customer = "C" + random.nextInt(23);
            line.put("customer_id", customer);
            line.put("customer_name", one("Ada", "Bob " + customer));
            line.put("customer_segment", in(5) ? null : one("Consumer", "Corporate"));
        }
        if (!in(8)) {
            line.put("country", one("Canada", "Chile"));
            line.put("region", in(4) ? null : one("East", "West"));
            line.put("state", in(4) ? null : one("Ontario", "Aysén"));
            line.put("city", in(4) ? null : one("Ottawa", "Coyhaique", "Córdoba"));
        }
        line.put("store_id", in(5) ? null : "S" + random.nextInt(4));
        line.put("channel", in(5) ? null : one("web", "store"));
        line.put("payment_method", in(3) ? null : one("card", "cash"));
    }

    private void amounts(Map<String, String> line, boolean returned) {
        int units = random.nextInt(4) + 1;
        BigDecimal price = in(25)
                ? BigDecimal.ZERO
                : in(2)
                        ? new BigDecimal(random.nextInt(5) * 10 + 10)
                        : BigDecimal.valueOf(random.nextInt(3_000_000), 4);
        BigDecimal quantity = in(9) ? BigDecimal.valueOf(random.nextInt(4000) + 1, 3) : BigDecimal.valueOf(units);
        quantity = returned ? quantity.negate() : quantity;
        BigDecimal revenue = price.multiply(quantity).setScale(6, java.math.RoundingMode.HALF_UP);
        if (line.get("currency").equals("JPY")) {
            revenue = returned ? revenue.multiply(BigDecimal.valueOf(40)) : revenue;
        }
        line.put("quantity", quantity.toPlainString());
        line.put("unit_price", in(6) ? null : price.toPlainString());
        line.put("discount", in(3) ? null : one("0", "0.1", "0.15", "0.2", "0.333333", "0.5", "0.9"));
        line.put("revenue", revenue.toPlainString());
        line.put(
                "tax",
                in(2)
                        ? null
                        : revenue.movePointLeft(1)
                                .setScale(6, java.math.RoundingMode.HALF_UP)
                                .toPlainString());
        line.put(
                "profit",
                in(4)
                        ? null
                        : BigDecimal.valueOf(random.nextInt(20000) - 9000, 2).toPlainString());
        if (in(2)) {
            LocalDate day = LocalDateTime.parse(line.get("order_ts")).toLocalDate();
            line.put(
                    "ship_date",
                    in(15)
                            ? one(
                                    "0001-01-01",
                                    day.minusDays(1).toString(),
                                    day.plusDays(366).toString())
                            : day.plusDays(random.nextInt(6)).toString());
        }
    }
}
