package io.tillstream.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChainIdTest {
    private static final String ID = "q7Vn0tZqQ0-h_1DXc3yGkA";
    private static final ChainId CHAIN = new ChainId("sales_events", ID, 3);

    @Test
    void theKeyIsTheContracts() {
        assertThat(CHAIN.key(1234))
                .isEqualTo(
                        "bronze/topic=sales_events/id=q7Vn0tZqQ0-h_1DXc3yGkA/partition=3/00000000000000001234.parquet");
        assertThat(CHAIN.firstOffset(CHAIN.key(1234))).contains(1234L);
        assertThat(CHAIN.firstOffset(CHAIN.key(1234).replace("partition=3", "partition=33")))
                .isEmpty();
        assertThat(CHAIN.firstOffset(CHAIN.prefix() + "99999999999999999999.parquet"))
                .isEmpty();
        assertThat(CHAIN.firstOffset(CHAIN.prefix() + "1234.parquet")).isEmpty();
        assertThat(CHAIN.firstOffset("")).isEmpty();
    }

    @Test
    void aTextBeforeAKeySortsAfterAllLowerOffsets() {
        List<String> sorted = Stream.of(CHAIN.key(9), CHAIN.before(10), CHAIN.key(10))
                .sorted()
                .toList();
        assertThat(sorted).containsExactly(CHAIN.key(9), CHAIN.before(10), CHAIN.key(10));
    }

    @Test
    void prefixAndTextAreReadAsTheyAreWritten() {
        assertThat(ChainId.ofPrefix(CHAIN.prefix())).contains(CHAIN);
        assertThat(CHAIN.prefix()).startsWith(ChainId.prefixOf("sales_events"));
        assertThat(ChainId.parse(CHAIN.toString())).isEqualTo(CHAIN);
        assertThat(CHAIN).hasToString("sales_events/" + ID + "/3");
        assertThat(CHAIN.label()).isEqualTo("sales_events/3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "t/" + ID,
                "t/" + ID + "/03",
                "t/" + ID + "/-1",
                "t/" + ID + "/1/2",
                "t/short/1",
                "../" + ID + "/1",
                "a b/" + ID + "/1",
                "t/" + ID + "/9999999999"
            })
    void anyOtherTextIsRefused(String text) {
        assertThatThrownBy(() -> ChainId.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bronze/topic=t/id=" + ID + "/partition=1",
                "bronze/topic=t/id=" + ID + "/partition=x/",
                "bronze/topic=t/id=short/partition=1/",
                "bronze/topic=../id=" + ID + "/partition=1/",
                "silver/topic=t/id=" + ID + "/partition=1/"
            })
    void anyOtherPrefixIsNothing(String prefix) {
        assertThat(ChainId.ofPrefix(prefix)).isEmpty();
    }

    @Test
    void namesThatDoNotBelongIntoAKeyAreRefused() {
        for (String topic : new String[] {"", "a/b", "..", "a b", "ü", "x".repeat(250)}) {
            assertThatThrownBy(() -> new ChainId(topic, ID, 0)).isInstanceOf(IllegalArgumentException.class);
            assertThat(TopicNames.isValid(topic)).isFalse();
        }
        assertThat(TopicNames.isValid(TopicNames.DEFAULT)).isTrue();
        assertThatThrownBy(() -> new ChainId("t", "../../../../../../../..", 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ChainId("t", ID, -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void chainsSortByNumberNotByText() {
        assertThat(Stream.of(new ChainId("t", ID, 10), new ChainId("t", ID, 9)).sorted())
                .extracting(ChainId::partition)
                .containsExactly(9, 10);
    }
}
