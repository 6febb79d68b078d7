package io.tillstream.producer.simulator;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/** Products, customers and stores. Each has attributes that follow from its number alone, so they never change. */
final class Members {
    /** Sold by weight. */
    static final String PRODUCE = "Produce";

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

    private Members() {}

    static Place place(int number) {
        return PLACES.get(number % PLACES.size());
    }

    static Product product(int number) {
        Random random = random(1, number);
        List<String> group = ASSORTMENT.get(random.nextInt(ASSORTMENT.size()));
        String kind = group.get(1 + random.nextInt(group.size() - 1));
        String name = STYLES.get(random.nextInt(STYLES.size())) + " " + kind + " " + (number + 1);
        long price = 49 + 50L * random.nextInt(group.get(0).equals("Electronics") ? 4_000 : 400);
        return new Product(String.format(Locale.ROOT, "P-%05d", number + 1), name, group.get(0), kind, price);
    }

    static Customer customer(int number) {
        Random random = random(2, number);
        String name = FIRST_NAMES.get(random.nextInt(FIRST_NAMES.size())) + " "
                + LAST_NAMES.get(random.nextInt(LAST_NAMES.size()));
        return new Customer(
                String.format(Locale.ROOT, "C-%06d", number + 1),
                name,
                SEGMENTS.get(random.nextInt(SEGMENTS.size())),
                place(random.nextInt(PLACES.size())));
    }

    /** Seeds next to each other make {@link Random} begin alike, so the number is mixed first (SplitMix64). */
    private static Random random(int kind, int number) {
        long mixed = (kind * 0x9E3779B97F4A7C15L) + number;
        mixed = (mixed ^ mixed >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return new Random(mixed ^ mixed >>> 31);
    }
}
