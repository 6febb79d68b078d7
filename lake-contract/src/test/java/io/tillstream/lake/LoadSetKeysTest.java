package io.tillstream.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.lake.LoadSetKeys.BatchFileKey;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LoadSetKeysTest {
    @Test
    void theKeysAreTheContracts() {
        assertThat(LoadSetKeys.batchFile(7)).isEqualTo("loads/00000000000000000007/batch.json");
        assertThat(LoadSetKeys.batchFile(7, 3)).isEqualTo("loads/00000000000000000007/batch.r3.json");
        assertThat(LoadSetKeys.manifest(7, "uuid", "fact_sales"))
                .isEqualTo("loads/00000000000000000007/uuid/fact_sales.manifest");
    }

    @Test
    void aBatchFilesKeyIsReadAsItIsWritten() {
        assertThat(LoadSetKeys.parseBatchFile(LoadSetKeys.batchFile(7))).contains(new BatchFileKey(7, 1));
        assertThat(LoadSetKeys.parseBatchFile(LoadSetKeys.batchFile(7, 12))).contains(new BatchFileKey(7, 12));
        assertThat(LoadSetKeys.isBatchFile(LoadSetKeys.batchFile(7, 2))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "loads/7/batch.json",
                "loads/00000000000000000007/batch.json/x",
                "loads/00000000000000000007/x/batch.json",
                "loads/00000000000000000007/batch.r.json",
                "loads/99999999999999999999/batch.json",
                "loads/00000000000000000007/batch.r9999999999.json",
                "loads/1/batch.json'; DROP TABLE sales.fact_sales;--"
            })
    void anyOtherKeyIsNothing(String key) {
        assertThat(LoadSetKeys.parseBatchFile(key)).isEmpty();
    }

    @Test
    void afterASetComesTheNext() {
        assertThat(Stream.of(LoadSetKeys.prefix(8), LoadSetKeys.after(7), LoadSetKeys.prefix(7, "zzz"))
                        .sorted())
                .containsExactly(LoadSetKeys.prefix(7, "zzz"), LoadSetKeys.after(7), LoadSetKeys.prefix(8));
        assertThat(LoadSetKeys.isOfASet(LoadSetKeys.prefix(7, "a"))).isTrue();
        assertThat(LoadSetKeys.isOfASet("loads/readme")).isFalse();
    }
}
