package io.tillstream.operations.machine;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What {@code ./tillstream local} is asked for, as the user wrote it.
 *
 * @param dataDirectory where everything is kept
 * @param portBase the first of five consecutive ports
 * @param sources files to replay, each {@code MAPPING=GLOB}
 * @param catalogues product catalogues, each {@code MAPPING=GLOB}
 * @param simulate how many sales to simulate, if the user says so
 * @param seed of the simulation
 * @param start first business day of the simulation
 * @param businessTimeZone zone of business days and hours, an IANA name
 * @param defaultCurrency currency of sales that name none, ISO 4217
 * @param once stop when everything is in the warehouse
 * @param fresh empty the data directory first
 * @param report directory of the report
 */
public record LocalRunRequest(
        Path dataDirectory,
        int portBase,
        List<String> sources,
        List<String> catalogues,
        OptionalLong simulate,
        long seed,
        Optional<LocalDate> start,
        Optional<String> businessTimeZone,
        Optional<String> defaultCurrency,
        boolean once,
        boolean fresh,
        Optional<Path> report) {
    /** Where the five consecutive ports start unless the user says otherwise. */
    public static final int DEFAULT_PORT_BASE = 19090;
    /** Sales that are simulated where the user names no source. */
    public static final long DEFAULT_EVENTS = 20_000;
    /** Seed of the simulation unless the user names one. */
    public static final long DEFAULT_SEED = 42;

    /** Copies what it is given. */
    public LocalRunRequest {
        sources = List.copyOf(sources);
        catalogues = List.copyOf(catalogues);
    }
}
