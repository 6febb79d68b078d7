package io.tillstream.producer.simulator;

import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/**
 * Products, customers and stores. Attributes depend only on number and day, never on the seed: no matter which runs are sent
 * into one pipeline, a member is the same in all of them. A part of the members changes in every month.
 */
final class Members {
    /** Sold by weight. */
    static final String PRODUCE = "Produce";

    private static final int PRODUCT = 1;
    private static final int CUSTOMER = 2;
    private static final long FIRST_DAY = LocalDate.of(2026, 1, 1).toEpochDay();

    private static final List<Place> PLACES = List.of(
            new Place("East", "New York", "New York City", "10001"),
            new Place("East", "Massachusetts", "Boston", "02108"),
            new Place("East", "Pennsylvania", "Philadelphia", "19103"),
            new Place("South", "Georgia", "Atlanta", "30303"),
            new Place("South", "Florida", "Miami", "33130"),
            new Place("South", "North Carolina", "Charlotte", "28202"),
            new Place("Central", "Illinois", "Chicago", "60602"),
            new Place("Central", "Texas", "Houston", "77002"),
            new Place("Central", "Minnesota", "Minneapolis", "55401"),
            new Place("West", "California", "Los Angeles", "90012"),
            new Place("West", "Washington", "Seattle", "98101"),
            new Place("West", "Colorado", "Denver", "80202"));
    private static final List<List<String>> ASSORTMENT = List.of(
            List.of("Beverages", "Coffee", "Tea", "Juice", "Water"),
            List.of("Bakery", "Bread", "Rolls", "Cake"),
            List.of(PRODUCE, "Apples", "Tomatoes", "Potatoes", "Grapes"),
            List.of("Dairy", "Milk", "Cheese", "Yogurt"),
            List.of("Household", "Detergent", "Paper", "Candles"),
            List.of("Electronics", "Cables", "Headphones", "Chargers"),
            List.of("Clothing", "Shirts", "Socks", "Scarves"));
    private static final List<String> STYLES =
            List.of("Classic", "Organic", "Family", "Premium", "Small", "Café", "No. 5", "12\" Deluxe", "Extra, Large");
    private static final List<String> FIRST_NAMES = List.of(
            "Ana", "Ben", "Chloé", "David", "Elif", "Femi", "Grace", "Hugo", "Ines", "Jonas", "Kim", "Lúcia", "Mara",
            "Noah", "Olga", "Priya");
    private static final List<String> LAST_NAMES = List.of(
            "Adams",
            "Baker",
            "Çelik",
            "Diaz",
            "Evans",
            "Fischer",
            "García",
            "Hansen",
            "Ito",
            "Jones",
            "Kowalski",
            "Lee",
            "Müller",
            "Nguyen",
            "O'Brien",
            "Patel");
    private static final List<String> SEGMENTS =
            List.of("Consumer", "Consumer", "Consumer", "Corporate", "Home Office");

    /** Where a store is, or a customer lives. */
    record Place(String region, String state, String city, String postalCode) {}

    /** A product; the price in cents. */
    record Product(String id, String name, String category, String subCategory, long price) {}

    /** A customer. */
    record Customer(String id, String name, String segment, Place place) {}

    private final double changesPerDay;

    /**
     * Prepares.
     *
     * @param changes part of the members that change in 30 days, from 0
     */
    Members(double changes) {
        this.changesPerDay = changes / 30;
    }

    static Place place(int number) {
        return PLACES.get(number % PLACES.size());
    }

    /** Returns the number in an id that {@link #product} or {@link #customer} has made. */
    static int numberOf(String id) {
        return Integer.parseInt(id.substring(id.indexOf('-') + 1)) - 1;
    }

    /** Returns a product as it is on a day since 1970: another recipe, name and price now and then, a new category rarely. */
    Product product(int number, long day) {
        long version = version(PRODUCT, number, day);
        Random current = random(PRODUCT, number, version);
        Random assorted = version == 0 || Math.floorMod(version, 3) == 2 ? current : random(PRODUCT, number, 0);
        List<String> group = ASSORTMENT.get(assorted.nextInt(ASSORTMENT.size()));
        String kind = group.get(1 + assorted.nextInt(group.size() - 1));
        String name = STYLES.get(current.nextInt(STYLES.size())) + " " + kind + " " + (number + 1);
        long price = 49 + 50L * current.nextInt(group.get(0).equals("Electronics") ? 4_000 : 400);
        return new Product(id("P-", number, 5), name, group.get(0), kind, price);
    }

    /** Returns a customer as of a day since 1970: some change their name, or move to another segment. */
    Customer customer(int number, long day) {
        Random first = random(CUSTOMER, number, 0);
        String firstName = FIRST_NAMES.get(first.nextInt(FIRST_NAMES.size()));
        String lastName = LAST_NAMES.get(first.nextInt(LAST_NAMES.size()));
        String segment = SEGMENTS.get(first.nextInt(SEGMENTS.size()));
        Place place = place(first.nextInt(PLACES.size()));
        long version = version(CUSTOMER, number, day);
        if (version != 0) {
            Random current = random(CUSTOMER, number, version);
            lastName = current.nextInt(3) == 0 ? LAST_NAMES.get(current.nextInt(LAST_NAMES.size())) : lastName;
            segment = SEGMENTS.get(current.nextInt(SEGMENTS.size()));
        }
        return new Customer(id("C-", number, 6), firstName + " " + lastName, segment, place);
    }

    /** Each member changes at regular intervals, each on its own day. */
    private long version(int kind, int number, long day) {
        double phase = random(kind, number, -1).nextDouble();
        return (long) Math.floor((day - FIRST_DAY) * changesPerDay + phase);
    }

    private static String id(String prefix, int number, int width) {
        String digits = Integer.toString(number + 1);
        return prefix + "0".repeat(Math.max(0, width - digits.length())) + digits;
    }

    /** Seeds next to each other make {@link Random} begin alike, so the number is mixed first (SplitMix64). */
    private static Random random(int kind, int number, long version) {
        long mixed = (kind * 0x9E3779B97F4A7C15L) + number + version * 0xD1B54A32D192ED03L;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return new Random(mixed ^ mixed >>> 31);
    }
}
