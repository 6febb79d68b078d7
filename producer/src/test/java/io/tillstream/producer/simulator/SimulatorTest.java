package io.tillstream.producer.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.events.CorruptReason;
import io.tillstream.events.RowConsumer;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleDecoder;
import io.tillstream.events.SaleField;
import io.tillstream.producer.UsageException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class SimulatorTest {
    private static final SimulatorSettings.Shares SHARES = new SimulatorSettings.Shares(0.02, 0.01, 0.01, 0.001, 0);
    private static final SimulatorSettings.World WORLD = new SimulatorSettings.World(500, 5_000, 12);

    @Test
    void theSameSettingsMakeTheSameBytesAndOthersDoNot() throws Exception {
        String first = digest(settings(20_000, 1));

        assertThat(digest(settings(20_000, 1))).isEqualTo(first);
        assertThat(digest(settings(20_000, 2))).isNotEqualTo(first);
        assertThat(first)
                .as("the bytes are part of what users rely on: change them knowingly")
                .isEqualTo("2090ed38a5a3298eff8e6bac989b8d8b569e8f664c0139fdd6c23d05669e2018");
    }

    @Test
    void theStreamIsWhatTheTotalsSay() {
        Simulator simulator = new Simulator(settings(30_000, 7));
        Stream stream = new Stream(simulator);
        SimulationTotals totals = simulator.totals();

        assertThat(stream.records).isEqualTo(30_000).isEqualTo(totals.events());
        assertThat(totals.lines() + totals.malformed()).isEqualTo(totals.events());
        assertThat(totals.distinct() + totals.duplicates()).isEqualTo(totals.lines());
        assertThat(stream.complete).isTrue();
        assertThat(stream.byId).hasSize((int) totals.distinct());
        assertThat(stream.repeats).isEqualTo(totals.duplicates());
        assertThat(stream.invalid).isEqualTo(totals.malformed());
        assertThat(stream.revenue()).isEqualByComparingTo(totals.revenue());
        assertThat(stream.returns()).isEqualTo(totals.returns());
    }

    @Test
    void sharesAreThoseOfTheSettings() {
        Simulator simulator = new Simulator(settings(100_000, 3));
        Stream stream = new Stream(simulator);
        SimulationTotals totals = simulator.totals();

        assertThat(totals.returns()).isBetween(1_700L, 2_300L);
        assertThat(totals.duplicates()).isBetween(850L, 1_150L);
        assertThat(totals.late()).isBetween(850L, 1_150L);
        assertThat(totals.malformed()).isBetween(60L, 140L);
        assertThat(stream.reasons.keySet())
                .containsExactlyInAnyOrder("not_json", "wrong_type", "bad_timestamp", "no event_id", "negative price");
    }

    @Test
    void withoutUnusualRecordsThereAreNone() {
        Simulator simulator = new Simulator(SimulatorSettings.of(
                5_000,
                1,
                LocalDate.of(2026, 1, 1),
                30,
                ZoneOffset.UTC,
                new SimulatorSettings.Shares(0, 0, 0, 0, 0),
                WORLD));
        Stream stream = new Stream(simulator);

        assertThat(simulator.totals().distinct()).isEqualTo(5_000);
        assertThat(stream.byId).hasSize(5_000);
        assertThat(stream.times).isSorted();
    }

    @Test
    void salesFollowTheHourTheWeekdayAndZipf() {
        Stream stream = new Stream(new Simulator(settings(20_000, 5)));
        Map<Integer, Integer> hours = new HashMap<>();
        Map<String, Integer> products = new HashMap<>();
        Map<Long, Integer> linesOfOrder = new HashMap<>();
        int outside = 0;
        for (Sale sale : stream.byId.values()) {
            Instant time = Instant.EPOCH.plusNanos(sale.number(SaleField.ORDER_TS) * 1_000);
            hours.merge(time.atOffset(ZoneOffset.UTC).getHour(), 1, Integer::sum);
            products.merge(sale.text(SaleField.PRODUCT_ID), 1, Integer::sum);
            linesOfOrder.merge(sale.number(SaleField.LINE_NUMBER), 1, Integer::sum);
            outside += time.isBefore(Instant.parse("2026-01-01T00:00:00Z"))
                            || time.isAfter(Instant.parse("2026-01-31T00:00:00Z"))
                    ? 1
                    : 0;
        }
        assertThat(outside).isZero();
        assertThat(hours.get(12)).isGreaterThan(20 * hours.get(3));
        assertThat(products.get("P-00001")).isGreaterThan(20 * products.get("P-00100"));
        assertThat(linesOfOrder.keySet()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L, 5L);
        assertThat(stream.byId.values())
                .extracting(sale -> sale.text(SaleField.SOURCE))
                .contains("sim_web", "sim_till_a", "sim_till_b");
    }

    @Test
    void attributesBelongToTheMemberNotToTheRun() {
        Map<String, String> names = new TreeMap<>();
        for (long seed : List.of(1L, 2L)) {
            for (Sale sale : new Stream(new Simulator(settings(5_000, seed))).byId.values()) {
                String name = sale.text(SaleField.PRODUCT_NAME) + sale.decimal(SaleField.UNIT_PRICE);
                assertThat(names.merge(sale.text(SaleField.PRODUCT_ID), name, (a, b) -> a))
                        .isEqualTo(name);
            }
        }
    }

    @Test
    void hoursOfBusinessAreLocal() {
        SimulatorSettings tokyo =
                SimulatorSettings.of(20_000, 1, LocalDate.of(2026, 1, 1), 30, ZoneId.of("Asia/Tokyo"), SHARES, WORLD);
        long atNight = new Stream(new Simulator(tokyo))
                .byId.values().stream()
                        .map(sale -> Instant.EPOCH.plusNanos(sale.number(SaleField.ORDER_TS) * 1_000))
                        .filter(time -> time.atZone(ZoneId.of("Asia/Tokyo")).getHour() < 5)
                        .count();
        assertThat(atNight).isBetween(1L, 400L);
    }

    @Test
    void attributesChangeWithTheDayInTheSameWayInEveryRun() {
        SimulatorSettings.Shares half = new SimulatorSettings.Shares(0.1, 0, 0, 0, 0.5);
        Map<String, String> described = new TreeMap<>();
        Map<String, TreeSet<String>> versions = new TreeMap<>();
        for (long seed : List.of(1L, 2L)) {
            for (Sale sale : new Stream(new Simulator(settings(20_000, seed, half))).byId.values()) {
                String product = sale.text(SaleField.PRODUCT_ID);
                long day = sale.number(SaleField.ORDER_TS) / 86_400_000_000L;
                String attributes = sale.text(SaleField.PRODUCT_NAME) + "|" + sale.text(SaleField.CATEGORY);
                assertThat(described.merge(product + " on " + day, attributes, (a, b) -> a))
                        .as(product + ", also where it is brought back")
                        .isEqualTo(attributes);
                versions.computeIfAbsent(product, p -> new TreeSet<>()).add(attributes);
            }
        }
        assertThat(versions.values()).allMatch(names -> names.size() <= 2);
        assertThat(versions.values().stream().filter(names -> names.size() == 2).count())
                .as("half of 500 products in a month")
                .isBetween(150L, 280L);
    }

    @Test
    void withoutAnEndTheWeeksFollowEachOther() {
        Simulator simulator = new Simulator(
                SimulatorSettings.endless(1_000, 1, LocalDate.of(2026, 1, 1), ZoneOffset.UTC, SHARES, WORLD));
        Map<LocalDate, Integer> days = new TreeMap<>();
        for (int i = 0; i < 20_900; i++) {
            long micros = simulator.next().orderMicros();
            days.merge(LocalDate.ofEpochDay(micros / 86_400_000_000L), 1, Integer::sum);
        }
        assertThat(days.keySet()).hasSize(21).startsWith(LocalDate.of(2026, 1, 1));
        assertThat(days.get(LocalDate.of(2026, 1, 17)))
                .as("a Saturday, a fortnight later")
                .isGreaterThan(2 * days.get(LocalDate.of(2026, 1, 18)));
    }

    @Test
    void memoryIsBoundedHoweverManyComeLate() {
        Simulator simulator = new Simulator(SimulatorSettings.of(
                150_000,
                1,
                LocalDate.of(2026, 1, 1),
                1,
                ZoneOffset.UTC,
                new SimulatorSettings.Shares(0, 0, 0.5, 0, 0),
                WORLD));
        long most = 0;
        for (SimulatedEvent event = simulator.next(); event != null; event = simulator.next()) {
            most = Math.max(most, simulator.waiting());
        }
        assertThat(simulator.totals().events()).isEqualTo(150_000);
        assertThat(most).isBetween(49_999L, 50_001L);
    }

    @Test
    void refusesSettingsOutOfRange() {
        assertThatThrownBy(() -> settings(0, 1))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("--events");
        assertThatThrownBy(() -> new SimulatorSettings.Shares(0.02, 1.5, 0, 0, 0))
                .hasMessage("--duplicate-share: must be a share from 0 to 0.5, not 1.5");
        assertThatThrownBy(() -> new SimulatorSettings.World(0, 1, 1)).hasMessageContaining("--products");
    }

    private static SimulatorSettings settings(long events, long seed) {
        return settings(events, seed, SHARES);
    }

    private static SimulatorSettings settings(long events, long seed, SimulatorSettings.Shares shares) {
        return SimulatorSettings.of(events, seed, LocalDate.of(2026, 1, 1), 30, ZoneOffset.UTC, shares, WORLD);
    }

    private static String digest(SimulatorSettings settings) throws Exception {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        Simulator simulator = new Simulator(settings);
        for (SimulatedEvent event = simulator.next(); event != null; event = simulator.next()) {
            digest.update(event.value());
            digest.update((byte) '\n');
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Reads the records as the pipeline does. */
    private static final class Stream implements RowConsumer {
        private final Map<String, Sale> byId = new HashMap<>();
        private final Map<String, ByteBuffer> bytesById = new HashMap<>();
        private final Map<String, Integer> reasons = new HashMap<>();
        private final List<Long> times = new ArrayList<>();
        private byte[] value;
        private String key;
        private int records;
        private int repeats;
        private int invalid;
        /** Whether every valid record has its required fields and its order id as key, and repeats are exact. */
        private boolean complete = true;

        Stream(Simulator simulator) {
            SaleDecoder decoder = new SaleDecoder();
            for (SimulatedEvent event = simulator.next(); event != null; event = simulator.next()) {
                records++;
                value = event.value();
                key = event.key();
                decoder.decode(value, this);
            }
        }

        @Override
        public void sale(int recordIndex, Sale sale) {
            if (!sale.has(SaleField.EVENT_ID)) {
                spoilt("no event_id");
            } else if (sale.number(SaleField.UNIT_PRICE) < 0) {
                spoilt("negative price");
            } else {
                complete &= sale.text(SaleField.ORDER_ID).equals(key)
                        && Arrays.stream(SaleField.values()).allMatch(f -> !f.required() || sale.has(f));
                String id = sale.text(SaleField.EVENT_ID);
                ByteBuffer known = bytesById.putIfAbsent(id, ByteBuffer.wrap(value));
                if (known == null) {
                    byId.put(id, new Sale().copyFrom(sale));
                    times.add(sale.number(SaleField.ORDER_TS));
                } else {
                    complete &= known.equals(ByteBuffer.wrap(value));
                    repeats++;
                }
            }
        }

        @Override
        public void corrupt(int recordIndex, byte[] payload, CorruptReason reason, String detail) {
            assertThat(recordIndex).isZero();
            spoilt(reason.code());
        }

        BigDecimal revenue() {
            return byId.values().stream()
                    .map(sale -> sale.decimal(SaleField.QUANTITY)
                            .multiply(sale.decimal(SaleField.UNIT_PRICE))
                            .multiply(BigDecimal.ONE.subtract(sale.decimal(SaleField.DISCOUNT)))
                            .setScale(6, RoundingMode.HALF_UP))
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        long returns() {
            return byId.values().stream()
                    .filter(sale ->
                            sale.text(SaleField.EVENT_TYPE).equals("RETURN") && sale.number(SaleField.QUANTITY) < 0)
                    .count();
        }

        private void spoilt(String reason) {
            invalid++;
            reasons.merge(reason, 1, Integer::sum);
        }
    }
}
