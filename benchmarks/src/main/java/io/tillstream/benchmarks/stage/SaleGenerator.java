package io.tillstream.benchmarks.stage;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleEncoder;
import io.tillstream.events.SaleField;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * A stream of JSON sales of about 400 bytes: random UUIDs as event ids, customers and products by Zipf's law (exponent 1;
 * 200,000 and 5,000), 30 days, 1 % exact repeats of one of the last thousand, 0.1 % that are no sale. The same seed makes
 * the same bytes. Every sale states its {@code line_total}, so that a sum proves what was read. Not thread-safe.
 */
public final class SaleGenerator {
    private static final int CUSTOMERS = 200_000;
    private static final int PRODUCTS = 5_000;
    private static final int STORES = 300;
    private static final double REPEATS = 0.01;
    private static final double MALFORMED = 0.001;
    private static final int REMEMBERED = 1_000;
    private static final int MAX_LINES = 5;
    private static final long START_MICROS = 1_767_225_600_000_000L;
    private static final long SPAN_MICROS = 30L * 86_400 * 1_000_000;
    private static final long MICROS_PER_CENT = 10_000;
    private static final long MICROS_PER_UNIT = 1_000_000;
    private static final long MICROS_PER_PERCENT = 10_000;
    private static final int[] DISCOUNTS = {0, 0, 0, 0, 0, 5, 10, 20};
    private static final List<String> PAYMENTS = List.of("card", "card", "card", "cash", "mobile");
    private static final List<String> CATEGORIES =
            List.of("Furniture", "Office Supplies", "Technology", "Beverages", "Bakery", "Produce", "Household");
    private static final List<String> REGIONS = List.of("West", "East", "Central", "South");
    private static final List<String> CITIES = List.of(
            "New York City",
            "Los Angeles",
            "Philadelphia",
            "San Francisco",
            "Seattle",
            "Houston",
            "Chicago",
            "Columbus",
            "San Diego",
            "Springfield",
            "Dallas",
            "Jacksonville",
            "Detroit",
            "Newark",
            "Richmond",
            "Columbia");

    private final Random random;
    private final long records;
    private final double[] customers = cumulative(CUSTOMERS);
    private final double[] products = cumulative(PRODUCTS);
    private final SaleEncoder encoder = new SaleEncoder();
    private final Sale sale = new Sale();
    private final byte[][] recent = new byte[REMEMBERED][];
    private final long[] recentTotals = new long[REMEMBERED];
    private long made;
    private long orders;
    private int linesLeft;
    private long lineTotal;

    /** Makes a stream of this many records. */
    public SaleGenerator(long seed, long records) {
        this.random = new Random(seed);
        this.records = records;
    }

    /**
     * Returns the next value.
     *
     * @return bytes that the caller must not change
     */
    public byte[] next() {
        if (made > REMEMBERED && random.nextDouble() < REPEATS) {
            int again = random.nextInt(REMEMBERED);
            made++;
            lineTotal = recentTotals[again];
            return recent[again];
        }
        ring();
        if (random.nextDouble() < MALFORMED) {
            made++;
            lineTotal = NO_SALE;
            return spoil(encoder.encode(sale));
        }
        byte[] value = encoder.encode(sale);
        int slot = (int) (made % REMEMBERED);
        recent[slot] = value;
        recentTotals[slot] = lineTotal;
        made++;
        return value;
    }

    /** What {@link #lineTotal} returns for a value that is not a sale. */
    public static final long NO_SALE = Long.MIN_VALUE;

    /** Returns the amount of the last value in millionths, or {@link #NO_SALE}. */
    public long lineTotal() {
        return lineTotal;
    }

    private void ring() {
        if (linesLeft == 0) {
            beginOrder();
        }
        linesLeft--;
        sale.set(SaleField.EVENT_ID, uuid());
        sale.set(SaleField.LINE_NUMBER, sale.number(SaleField.LINE_NUMBER) + 1);
        int product = draw(products);
        sale.set(SaleField.PRODUCT_ID, "P-%05d".formatted(product));
        sale.set(SaleField.CATEGORY, CATEGORIES.get(product % CATEGORIES.size()));
        long units = 1 + (random.nextInt(3) == 0 ? random.nextInt(9) : 0);
        long cents = 49 + 50L * (product * 7919L % 2_000);
        int discount = DISCOUNTS[random.nextInt(DISCOUNTS.length)];
        lineTotal = units * cents * (100 - discount) * MICROS_PER_CENT / 100;
        sale.set(SaleField.QUANTITY, units * MICROS_PER_UNIT);
        sale.set(SaleField.UNIT_PRICE, cents * MICROS_PER_CENT);
        sale.set(SaleField.DISCOUNT, discount * MICROS_PER_PERCENT);
        sale.set(SaleField.LINE_TOTAL, lineTotal);
    }

    private void beginOrder() {
        orders++;
        linesLeft = 1 + random.nextInt(MAX_LINES);
        int customer = draw(customers);
        int store = random.nextInt(STORES);
        boolean web = random.nextInt(5) == 0;
        sale.clear();
        sale.set(SaleField.SOURCE, web ? "web_shop" : "till_" + store % 2);
        sale.set(SaleField.EVENT_TYPE, "SALE");
        sale.set(SaleField.ORDER_ID, "O-2026-%08d".formatted(orders));
        sale.set(SaleField.LINE_NUMBER, 0);
        sale.set(SaleField.ORDER_TS, START_MICROS + SPAN_MICROS / records * made + 1_000L * random.nextInt(3_600_000));
        sale.set(SaleField.STORE_ID, "S-%04d".formatted(store));
        sale.set(SaleField.CHANNEL, web ? "web" : "store");
        sale.set(SaleField.PAYMENT_METHOD, PAYMENTS.get(random.nextInt(PAYMENTS.size())));
        sale.set(SaleField.CUSTOMER_ID, "C-%06d".formatted(customer));
        sale.set(SaleField.REGION, REGIONS.get(store % REGIONS.size()));
        sale.set(SaleField.CITY, CITIES.get(store % CITIES.size()));
        sale.set(SaleField.CURRENCY, "USD");
    }

    /** Every kind makes one row that is not a sale, in Tillstream as in Spark. */
    private byte[] spoil(byte[] whole) {
        String text = new String(whole, StandardCharsets.UTF_8);
        return switch (random.nextInt(4)) {
            case 0 -> Arrays.copyOf(whole, whole.length / 2);
            case 1 ->
                text.replaceFirst("\"quantity\":[0-9]+", "\"quantity\":\"many\"")
                        .getBytes(StandardCharsets.UTF_8);
            case 2 -> "till offline".getBytes(StandardCharsets.UTF_8);
            default ->
                text.replaceFirst("\"order_ts\":\"[^\"]*\"", "\"order_ts\":\"yesterday\"")
                        .getBytes(StandardCharsets.UTF_8);
        };
    }

    private String uuid() {
        return new java.util.UUID(random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | 1L << 63)
                .toString();
    }

    private int draw(double[] cumulative) {
        int found = Arrays.binarySearch(cumulative, random.nextDouble() * cumulative[cumulative.length - 1]);
        return Math.min(found < 0 ? -found - 1 : found, cumulative.length - 1);
    }

    private static double[] cumulative(int members) {
        double[] sums = new double[members];
        double sum = 0;
        for (int i = 0; i < members; i++) {
            sum += 1.0 / (i + 1);
            sums[i] = sum;
        }
        return sums;
    }
}
