package io.tillstream.producer.cli;

import io.tillstream.producer.UsageException;
import java.time.DateTimeException;
import java.time.ZoneId;
import picocli.CommandLine.Option;

/** The option of commands that know local time. */
final class ZoneOption {
    @Option(
            names = "--business-time-zone",
            defaultValue = "UTC",
            paramLabel = "ZONE",
            description = "Time zone of local timestamps and of business days, for example America/New_York (default:"
                    + " ${DEFAULT-VALUE}).")
    String businessTimeZone;

    ZoneId zone() {
        try {
            return ZoneId.of(businessTimeZone);
        } catch (DateTimeException e) {
            throw new UsageException(
                    "--business-time-zone: '" + businessTimeZone + "' is not a time zone; write for example UTC", e);
        }
    }
}
