package io.tillstream.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.lake.BronzeObject.Kind;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BronzeMetadataTest {
    @Test
    void metadataComesBackAsItWas() {
        BronzeObject range = new BronzeObject(10, 19, Kind.RANGE, 7, 3, 9, 4, 1, new EventTimes(-5, 6));
        BronzeObject gap = new BronzeObject(0, 9, Kind.GAP, 0, 0, 0, -1, 1, EventTimes.NONE);
        assertThat(BronzeMetadata.parse(10, BronzeMetadata.of(range))).isEqualTo(range);
        assertThat(BronzeMetadata.parse(0, BronzeMetadata.of(gap))).isEqualTo(gap);
        assertThat(BronzeMetadata.of(gap)).containsEntry("gaps", "10").doesNotContainKey("min-event-time");
        assertThat(BronzeMetadata.of(range))
                .containsEntry("kind", "range")
                .containsEntry("gaps", "0")
                .containsEntry("first-offset", "10")
                .containsEntry("last-offset", "19")
                .containsEntry("min-event-time", "-5");
    }

    @Test
    void metadataThatContradictsItselfIsRefused() {
        Map<String, String> sound =
                BronzeMetadata.of(new BronzeObject(0, 9, Kind.RANGE, 10, 0, 10, 2, 1, EventTimes.NONE));
        for (Map.Entry<String, String> wrong : Map.of(
                        "last-offset", "8", "records", "9", "gaps", "1", "kind", "other", "rows", "3", "holes", "x")
                .entrySet()) {
            Map<String, String> metadata = new HashMap<>(sound);
            metadata.put(wrong.getKey(), wrong.getValue());
            assertThatThrownBy(() -> BronzeMetadata.parse(0, metadata)).isInstanceOf(ContractException.class);
        }
        Map<String, String> incomplete = new HashMap<>(sound);
        incomplete.remove("last-offset");
        assertThatThrownBy(() -> BronzeMetadata.parse(0, incomplete))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("last-offset");
        assertThatThrownBy(() -> BronzeMetadata.parse(5, sound))
                .isInstanceOf(ContractException.class)
                .hasMessageContaining("different first offsets");
    }
}
