package io.tillstream.producer.simulator;

import io.tillstream.producer.UsageException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HexFormat;

/**
 * What to simulate.
 *
 * @param events records to send, duplicates and malformed ones included
 * @param seed another seed gives other sales
 * @param start the first day
 * @param days over how many days a cycle is spread
 * @param eventsPerCycle records of a cycle; if there are more, the next cycle follows on the next days
 * @param zone where the shops' hours of business are
 * @param shares what is unusual about the stream
 * @param world who sells what to whom
 */
public record SimulatorSettings(
        long events,
        long seed,
        LocalDate start,
        int days,
        long eventsPerCycle,
        ZoneId zone,
        Shares shares,
        World world) {
    private static final int MAX_DAYS = 3_660;
    private static final int MAX_MEMBERS = 1_000_000;
    private static final int WEEK = 7;

    /** A number of records, spread over days. */
    public static SimulatorSettings of(
            long events, long seed, LocalDate start, int days, ZoneId zone, Shares shares, World world) {
        return new SimulatorSettings(events, seed, start, days, events, zone, shares, world);
    }

    /** Endless records: week after week, this many on an average day. */
    public static SimulatorSettings endless(
            int perDay, long seed, LocalDate start, ZoneId zone, Shares shares, World world) {
        if (perDay < 1) {
            throw new UsageException("--events-per-day: must be at least 1, not " + perDay);
        }
        return new SimulatorSettings(Long.MAX_VALUE, seed, start, WEEK, (long) WEEK * perDay, zone, shares, world);
    }

    /**
     * Parts of the stream, each from 0 to 1.
     *
     * @param returns lines that take back an earlier sale
     * @param duplicates exact repeats of an earlier record
     * @param late records that come hours or days after their time
     * @param malformed records that are no valid sale
     * @param changes products and customers whose attributes change in 30 days
     */
    public record Shares(double returns, double duplicates, double late, double malformed, double changes) {
        /**
         * Validates.
         *
         * @throws UsageException naming the share that is wrong
         */
        public Shares {
            requireShare("--return-share", returns);
            requireShare("--duplicate-share", duplicates);
            requireShare("--late-share", late);
            requireShare("--malformed-share", malformed);
            requireShare("--change-share", changes);
        }

        private static void requireShare(String option, double share) {
            if (!(share >= 0 && share <= 0.5)) {
                throw new UsageException(option + ": must be a share from 0 to 0.5, not " + share);
            }
        }
    }

    /**
     * Numbers of members; their attributes depend on their number and the day only, never on the seed.
     *
     * @param products in the assortment
     * @param customers known by name
     * @param stores number of stores, not counting the web shop
     */
    public record World(int products, int customers, int stores) {
        /**
         * Validates.
         *
         * @throws UsageException naming the number that is wrong
         */
        public World {
            requireCount("--products", products);
            requireCount("--customers", customers);
            requireCount("--stores", stores);
        }

        private static void requireCount(String option, int count) {
            if (count < 1 || count > MAX_MEMBERS) {
                throw new UsageException(option + ": must be 1 to " + MAX_MEMBERS + ", not " + count);
            }
        }
    }

    /**
     * Validates.
     *
     * @throws UsageException naming the setting that is wrong
     */
    public SimulatorSettings {
        if (events < 1) {
            throw new UsageException("--events: must be at least 1, not " + events);
        }
        if (days < 1 || days > MAX_DAYS) {
            throw new UsageException("--days: must be 1 to " + MAX_DAYS + ", not " + days);
        }
        if (start.getYear() < 1990 || start.getYear() > 2080) {
            throw new UsageException(
                    "--start: must be a date from 1990 to 2080, the years of the warehouse's calendar");
        }
    }

    /** Returns the start of every event id: other settings give other ids, so that runs never conflict. */
    String runId() {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
