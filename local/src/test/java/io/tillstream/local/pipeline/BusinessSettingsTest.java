package io.tillstream.local.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.local.pipeline.BusinessSettings.Asked;
import io.tillstream.local.process.DataDirectory;
import io.tillstream.operations.command.CommandException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BusinessSettingsTest {
    private static final Asked TOKYO = new Asked(Optional.of("Asia/Tokyo"), Optional.of("JPY"));

    @Test
    void isUtcAndDollarsUnlessAskedForOtherwise(@TempDir Path path) {
        DataDirectory directory = DataDirectory.at(path);

        assertThat(BusinessSettings.settle(directory, Asked.NOTHING)).isEqualTo(new BusinessSettings("UTC", "USD"));
        assertThat(BusinessSettings.settle(directory, TOKYO)).isEqualTo(new BusinessSettings("Asia/Tokyo", "JPY"));
    }

    @Test
    void isSettledWithTheFirstSale(@TempDir Path path) throws IOException {
        DataDirectory directory = DataDirectory.at(path);
        BusinessSettings.settle(directory, TOKYO);
        Files.createDirectories(directory.kafka());

        assertThat(BusinessSettings.settle(directory, Asked.NOTHING))
                .isEqualTo(new BusinessSettings("Asia/Tokyo", "JPY"));
        assertThat(BusinessSettings.settle(directory, TOKYO)).isEqualTo(BusinessSettings.of(directory));
        assertThatThrownBy(() -> BusinessSettings.settle(directory, new Asked(Optional.of("UTC"), Optional.empty())))
                .isInstanceOf(CommandException.Usage.class)
                .hasMessageContaining("are counted by Asia/Tokyo and JPY, not UTC and JPY")
                .hasMessageContaining("--fresh");
    }

    @Test
    void whatIsNotAZoneOrACurrencyIsRefusedByName() {
        assertThatThrownBy(() -> new Asked(Optional.of("Mars/Olympus"), Optional.empty()))
                .isInstanceOf(CommandException.Usage.class)
                .hasMessageContaining("--business-time-zone Mars/Olympus");
        assertThatThrownBy(() -> new Asked(Optional.empty(), Optional.of("euro")))
                .isInstanceOf(CommandException.Usage.class)
                .hasMessageContaining("--default-currency euro");
    }
}
