package io.tillstream.local.pipeline;

import io.tillstream.local.process.DataDirectory;
import io.tillstream.local.process.PortPlan;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.machine.LocalRunRequest;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Settings of {@code ./tillstream local}, validated.
 *
 * @param directory the data directory
 * @param ports where the parts listen
 * @param sources files to replay
 * @param catalogues product catalogues to put into the lake
 * @param simulation what to simulate, if anything
 * @param business time zone and currency, where the user asks for some
 * @param once stop when everything is in the warehouse
 * @param fresh empty the data directory first
 * @param report directory of the report, if one is wanted
 */
public record LocalSettings(
        DataDirectory directory,
        PortPlan ports,
        List<SourceSpec> sources,
        List<SourceSpec> catalogues,
        Optional<Simulation> simulation,
        BusinessSettings.Asked business,
        boolean once,
        boolean fresh,
        Optional<Path> report) {

    /**
     * Reads what the user asks for.
     *
     * @param here where relative paths of sources start
     * @throws CommandException.Usage naming the option that is wrong
     */
    public static LocalSettings of(LocalRunRequest request, Path here) {
        return new LocalSettings(
                DataDirectory.at(request.dataDirectory()),
                PortPlan.from(request.portBase()),
                request.sources().stream()
                        .map(text -> SourceSpec.parse("--source", text, here))
                        .toList(),
                request.catalogues().stream()
                        .map(text -> SourceSpec.parse("--catalogue", text, here))
                        .toList(),
                simulation(request),
                new BusinessSettings.Asked(request.businessTimeZone(), request.defaultCurrency()),
                request.once(),
                request.fresh(),
                request.report());
    }

    private static Optional<Simulation> simulation(LocalRunRequest request) {
        if (request.simulate().isPresent()) {
            return Optional.of(new Simulation(request.simulate().getAsLong(), request.seed(), request.start(), false));
        }
        if (request.start().isPresent() && !request.sources().isEmpty()) {
            throw new CommandException.Usage("--start is allowed only with --simulate N.");
        }
        return request.sources().isEmpty()
                ? Optional.of(new Simulation(LocalRunRequest.DEFAULT_EVENTS, request.seed(), request.start(), true))
                : Optional.empty();
    }

    /**
     * Simulated sales.
     *
     * @param events how many
     * @param seed the same seed gives the same sales
     * @param start first business day, if not the simulator's own
     * @param implied nobody asked for it: it is sent once in the life of a data directory
     */
    public record Simulation(long events, long seed, Optional<LocalDate> start, boolean implied) {
        /** Validates the number. */
        public Simulation {
            if (events < 1) {
                throw new CommandException.Usage("--simulate " + events + ": the number of sales must be at least 1.");
            }
        }
    }

    /** Copies and validates what it is given. */
    public LocalSettings {
        sources = List.copyOf(sources);
        catalogues = List.copyOf(catalogues);
        report.ifPresent(path -> {
            if (java.nio.file.Files.exists(path) && !java.nio.file.Files.isDirectory(path)) {
                throw new CommandException.Usage("--report " + path + " is a file. Name a directory.");
            }
        });
    }
}
