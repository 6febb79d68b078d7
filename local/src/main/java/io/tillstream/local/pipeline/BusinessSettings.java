package io.tillstream.local.pipeline;

import io.tillstream.local.process.DataDirectory;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.command.JsonFile;
import java.nio.file.Files;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What all sales of a data directory are counted by. Settled with its first sale: sales that were counted by other days, or
 * in another currency, are not counted again.
 *
 * @param timeZone zone of business days and hours and of stamps without a zone, an IANA name such as America/New_York
 * @param currency currency of sales that name none, ISO 4217
 */
public record BusinessSettings(String timeZone, String currency) {
    private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");

    /** The default of both, here as on AWS. */
    public static final BusinessSettings DEFAULT = new BusinessSettings("UTC", "USD");

    /**
     * Validates both.
     *
     * @throws CommandException.Usage naming the option that is wrong
     */
    public BusinessSettings {
        try {
            ZoneId.of(timeZone);
        } catch (DateTimeException e) {
            throw new CommandException.Usage("--business-time-zone " + timeZone
                    + ": there is no such time zone. Write an IANA name, for example America/New_York or UTC.");
        }
        if (!CURRENCY.matcher(currency).matches()) {
            throw new CommandException.Usage("--default-currency " + currency
                    + ": a currency is three capital letters (ISO 4217), for example EUR.");
        }
    }

    /** What the user asks for, if anything. */
    public record Asked(Optional<String> timeZone, Optional<String> currency) {
        /** Nothing is asked for. */
        public static final Asked NOTHING = new Asked(Optional.empty(), Optional.empty());

        /** Validates what is asked for before anything is started. */
        public Asked {
            new BusinessSettings(timeZone.orElse(DEFAULT.timeZone), currency.orElse(DEFAULT.currency));
        }
    }

    /** Returns those of a data directory. */
    static BusinessSettings of(DataDirectory directory) {
        return JsonFile.read(directory.businessFile(), BusinessSettings.class).orElse(DEFAULT);
    }

    /**
     * Settles those of a data directory that is new, and returns those of one that has sales.
     *
     * @throws CommandException.Usage when other ones are asked for than those it has sales by
     */
    static BusinessSettings settle(DataDirectory directory, Asked asked) {
        BusinessSettings before = of(directory);
        BusinessSettings now = new BusinessSettings(
                asked.timeZone().orElse(before.timeZone), asked.currency().orElse(before.currency));
        if (now.equals(before)) {
            return before;
        }
        if (Files.exists(directory.kafka())) {
            throw new CommandException.Usage("The sales in " + directory.path() + " are counted by "
                    + before.timeZone + " and " + before.currency + ", not " + now.timeZone + " and " + now.currency
                    + ". Days and amounts that have been counted cannot change. Start over with --fresh, or name"
                    + " another"
                    + " directory with --data-dir.");
        }
        JsonFile.write(directory.businessFile(), now);
        return now;
    }
}
