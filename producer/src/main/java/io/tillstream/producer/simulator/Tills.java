package io.tillstream.producer.simulator;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.producer.simulator.Members.Customer;
import io.tillstream.producer.simulator.Members.Place;
import io.tillstream.producer.simulator.Members.Product;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Rings up orders, line by line: two till systems in the stores, and the web shop. */
final class Tills {
    private static final long MICROS_OF_CENT = 10_000;
    private static final long MICROS_OF_GRAM = 1_000;
    private static final long MICROS_OF_PIECE = 1_000_000;
    private static final long MICROS_OF_PERCENT = 10_000;
    private static final long MICROS_OF_DAY = 86_400_000_000L;
    private static final int TAX_PERCENT = 8;
    private static final int MAX_LINES = 5;
    private static final int REMEMBERED = 256;
    private static final int[] DISCOUNTS = {0, 0, 0, 0, 0, 0, 5, 10, 20};
    private static final List<String> PAYMENTS = List.of("card", "card", "card", "cash", "mobile");

    private final Random random;
    private final String runId;
    private final int stores;
    private final Members members;
    private final Zipf productChoice;
    private final Zipf customerChoice;
    private final Sale order = new Sale();
    private final List<Sale> remembered = new ArrayList<>();
    private long orders;
    private long eventNumber;
    private int linesLeft;
    private int lineNumber;

    Tills(Random random, SimulatorSettings settings) {
        this.random = random;
        this.runId = settings.runId();
        this.stores = settings.world().stores();
        this.members = new Members(settings.shares().changes());
        this.productChoice = new Zipf(settings.world().products(), 1.0);
        this.customerChoice = new Zipf(settings.world().customers(), 0.8);
    }

    /** Returns whether the next line begins an order, and so takes a time. */
    boolean isAtOrderStart() {
        return linesLeft == 0;
    }

    /** Returns how many orders were begun. */
    long orders() {
        return orders;
    }

    /** Fills in the next line of an order; the time is that of a new order. */
    void sell(Instant time, Sale sale) {
        if (linesLeft == 0) {
            beginOrder(time);
        }
        linesLeft--;
        lineNumber++;
        sale.copyFrom(order);
        sale.set(SaleField.EVENT_ID, nextEventId());
        sale.set(SaleField.LINE_NUMBER, lineNumber);
        Product product = members.product(productChoice.draw(random), day(sale));
        sale.set(SaleField.PRODUCT_ID, product.id());
        describe(product, sale);
        long quantity = product.category().equals(Members.PRODUCE)
                ? (200 + random.nextInt(2_800)) * MICROS_OF_GRAM
                : (random.nextInt(3) == 0 ? 1 + random.nextInt(5) : 1) * MICROS_OF_PIECE;
        int discount = DISCOUNTS[random.nextInt(DISCOUNTS.length)];
        sale.set(SaleField.QUANTITY, quantity);
        sale.set(SaleField.UNIT_PRICE, product.price() * MICROS_OF_CENT);
        sale.set(SaleField.DISCOUNT, discount * MICROS_OF_PERCENT);
        sale.set(SaleField.TAX, tax(quantity, product.price(), discount) * MICROS_OF_CENT);
    }

    /** Remembers a line, so that a customer can bring the goods back. */
    void remember(Sale sale) {
        if (remembered.size() < REMEMBERED) {
            remembered.add(new Sale().copyFrom(sale));
        } else {
            remembered.get(random.nextInt(REMEMBERED)).copyFrom(sale);
        }
    }

    /** Returns whether there is anything to take back. */
    boolean canTakeBack() {
        return !remembered.isEmpty();
    }

    /**
     * Fills in the return of a remembered line; whole lines are returned, each once. The price is the one that was paid,
     * everything else about product and customer is that of the day.
     */
    void takeBack(Instant time, Sale sale) {
        sale.copyFrom(remembered.remove(random.nextInt(remembered.size())));
        sale.set(SaleField.EVENT_ID, nextEventId());
        sale.set(SaleField.EVENT_TYPE, "RETURN");
        sale.set(SaleField.ORDER_TS, micros(time));
        sale.set(SaleField.QUANTITY, -sale.number(SaleField.QUANTITY));
        sale.set(SaleField.TAX, -sale.number(SaleField.TAX));
        describe(members.product(Members.numberOf(sale.text(SaleField.PRODUCT_ID)), day(sale)), sale);
        if (sale.has(SaleField.CUSTOMER_ID)) {
            describe(members.customer(Members.numberOf(sale.text(SaleField.CUSTOMER_ID)), day(sale)), sale);
        }
    }

    private static void describe(Product product, Sale sale) {
        sale.set(SaleField.PRODUCT_NAME, product.name());
        sale.set(SaleField.CATEGORY, product.category());
        sale.set(SaleField.SUB_CATEGORY, product.subCategory());
    }

    private static void describe(Customer customer, Sale sale) {
        sale.set(SaleField.CUSTOMER_NAME, customer.name());
        sale.set(SaleField.CUSTOMER_SEGMENT, customer.segment());
    }

    private static long day(Sale sale) {
        return sale.number(SaleField.ORDER_TS) / MICROS_OF_DAY;
    }

    private void beginOrder(Instant time) {
        orders++;
        linesLeft = 1 + random.nextInt(MAX_LINES);
        lineNumber = 0;
        boolean web = random.nextInt(5) == 0;
        // Somebody who pays at a till often stays unknown; the web shop knows everybody.
        boolean known = web || random.nextInt(10) < 6;
        Customer customer = members.customer(customerChoice.draw(random), micros(time) / MICROS_OF_DAY);
        int store = random.nextInt(stores);
        order.clear();
        order.set(SaleField.ORDER_ID, runId + "-o" + orders);
        order.set(SaleField.SOURCE, web ? "sim_web" : store % 2 == 0 ? "sim_till_a" : "sim_till_b");
        order.set(SaleField.EVENT_TYPE, "SALE");
        order.set(SaleField.ORDER_TS, micros(time));
        order.set(SaleField.CHANNEL, web ? random.nextInt(3) == 0 ? "app" : "web" : "store");
        order.set(SaleField.PAYMENT_METHOD, web ? "card" : PAYMENTS.get(random.nextInt(PAYMENTS.size())));
        if (!web) {
            order.set(SaleField.STORE_ID, "S-" + (store + 1));
        }
        if (known) {
            order.set(SaleField.CUSTOMER_ID, customer.id());
            describe(customer, order);
        }
        Place place = web ? customer.place() : Members.place(store);
        order.set(SaleField.COUNTRY, "United States");
        order.set(SaleField.REGION, place.region());
        order.set(SaleField.STATE, place.state());
        order.set(SaleField.CITY, place.city());
        order.set(SaleField.POSTAL_CODE, place.postalCode());
        order.set(SaleField.CURRENCY, "USD");
    }

    private String nextEventId() {
        eventNumber++;
        return runId + "-" + eventNumber;
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000;
    }

    /** Returns cents, rounded half-up. */
    private static long tax(long quantityMicros, long priceCents, int discountPercent) {
        long divisor = MICROS_OF_PIECE * 100 * 100;
        return (quantityMicros * priceCents * (100 - discountPercent) * TAX_PERCENT + divisor / 2) / divisor;
    }
}
