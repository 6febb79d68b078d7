package io.tillstream.producer.simulator;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleEncoder;
import io.tillstream.events.SaleField;
import io.tillstream.events.SaleRules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Random;

/**
 * Makes a stream of records in the order of their sending. It takes its randomness from {@link Random}, whose
 * algorithm is part of Java's specification; its memory holds only the records that wait to come late or again.
 */
public final class Simulator {
    private static final int MAX_REPEAT_DISTANCE = 1_000;

    /** Records that may wait, of about half a kilobyte each: with more, those that are due first come early. */
    private static final int MAX_WAITING = 50_000;

    private static final Duration MAX_DELAY = Duration.ofDays(3);

    private final SimulatorSettings settings;
    private final Random random;
    private final Seasons seasons;
    private final Tills tills;
    private final SaleEncoder encoder = new SaleEncoder();
    private final Sale sale = new Sale();
    private final PriorityQueue<Waiting> waiting =
            new PriorityQueue<>(Comparator.comparingLong(Waiting::due).thenComparingLong(Waiting::sequence));
    private final long maxDelay;
    private long emitted;
    private long sequence;
    private long duplicates;
    private long malformed;
    private long returns;
    private long late;
    private BigDecimal revenue = BigDecimal.ZERO;

    /** A record that is due once this many others have been sent. */
    private record Waiting(long due, long sequence, SimulatedEvent event) {}

    /** Prepares the stream. */
    public Simulator(SimulatorSettings settings) {
        this.settings = settings;
        this.random = new Random(settings.seed());
        this.seasons = new Seasons(settings.start(), settings.days(), settings.zone());
        this.tills = new Tills(random, settings);
        this.maxDelay = Math.max(1, settings.eventsPerCycle() * MAX_DELAY.toDays() / settings.days());
    }

    /** Returns the next record, or null after the last. */
    public SimulatedEvent next() {
        while (emitted < settings.events() - waiting.size()) {
            if (!waiting.isEmpty() && (waiting.peek().due() <= emitted || waiting.size() >= MAX_WAITING)) {
                return emit(waiting.poll().event());
            }
            SimulatedEvent event = make();
            if (event != null) {
                return emit(event);
            }
        }
        return waiting.isEmpty() ? null : emit(waiting.poll().event());
    }

    /** Returns what was made so far; final after the last record. */
    public SimulationTotals totals() {
        long lines = emitted - malformed;
        return new SimulationTotals(
                emitted, lines, lines - duplicates, duplicates, malformed, returns, late, tills.orders(), revenue);
    }

    /** Returns how many records wait to come late or again. */
    int waiting() {
        return waiting.size();
    }

    private SimulatedEvent emit(SimulatedEvent event) {
        emitted++;
        return event;
    }

    /** Makes a record; null if it has been put aside to come late. */
    private SimulatedEvent make() {
        ring();
        String key = sale.text(SaleField.ORDER_ID);
        long micros = sale.number(SaleField.ORDER_TS);
        if (random.nextDouble() < settings.shares().malformed()) {
            malformed++;
            Malformation[] kinds = Malformation.values();
            return new SimulatedEvent(key, micros, kinds[random.nextInt(kinds.length)].spoil(sale, encoder));
        }
        count();
        SimulatedEvent event = new SimulatedEvent(key, micros, encoder.encode(sale));
        boolean delayed = random.nextDouble() < settings.shares().late();
        long due = emitted + (delayed ? 1 + (long) (random.nextDouble() * maxDelay) : 0);
        if (delayed) {
            late++;
            await(due, event);
        }
        if (random.nextDouble() < repeatShare() && emitted + waiting.size() + (delayed ? 0 : 1) < settings.events()) {
            duplicates++;
            await(due + 1 + random.nextInt(MAX_REPEAT_DISTANCE), event);
        }
        return delayed ? null : event;
    }

    /** The share is one of all records; only those made anew draw for it, and only valid ones are repeated. */
    private double repeatShare() {
        SimulatorSettings.Shares shares = settings.shares();
        return shares.duplicates() / ((1 - shares.duplicates()) * (1 - shares.malformed()));
    }

    private void await(long due, SimulatedEvent event) {
        waiting.add(new Waiting(due, sequence++, event));
    }

    private void ring() {
        double part = (emitted + waiting.size() + random.nextDouble()) / settings.eventsPerCycle();
        if (tills.isAtOrderStart() && tills.canTakeBack() && random.nextDouble() < returnChance()) {
            tills.takeBack(seasons.at(part), sale);
        } else {
            tills.sell(seasons.at(part), sale);
        }
    }

    /** Returns are drawn between orders, which have three lines on average. */
    private double returnChance() {
        double share = settings.shares().returns();
        return Math.min(1, 3 * share / (1 + 2 * share));
    }

    private void count() {
        if (sale.text(SaleField.EVENT_TYPE).equals("RETURN")) {
            returns++;
        } else {
            tills.remember(sale);
        }
        revenue = revenue.add(SaleRules.revenue(sale).orElseThrow());
    }
}
