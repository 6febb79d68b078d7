package io.tillstream.glue.loadset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.glue.gold.GoldTable;
import io.tillstream.glue.lake.FileObjectStore;
import io.tillstream.glue.lake.NeedsPersonException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The newest number is found without a listing; batch.json is read as it was written. */
class LoadSetNumbersTest {
    @TempDir
    private Path directory;

    @Test
    void theLastNumberIsFoundWithFewRequests() {
        FileObjectStore store = new FileObjectStore(directory);
        LoadSetNumbers numbers = new LoadSetNumbers(store);
        assertThat(numbers.newest()).isEmpty();
        for (long number = 1; number <= 70; number++) {
            store.put(LoadSet.key(number), set(number).toJson());
            assertThat(numbers.newest().orElseThrow().number()).isEqualTo(number);
        }
        store.headedKeys().clear();
        numbers.newest();
        assertThat(store.headedKeys()).hasSizeLessThanOrEqualTo(14);
        assertThat(store.listedKeys()).isEmpty();
    }

    @Test
    void anObjectThatIsNoLoadSetNeedsAPerson() {
        FileObjectStore store = new FileObjectStore(directory);
        LoadSetNumbers numbers = new LoadSetNumbers(store);
        store.put(LoadSet.key(1), "{}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(numbers::newest).isInstanceOf(NeedsPersonException.class);
        store.put(LoadSet.key(1), "x".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(numbers::newest).isInstanceOf(NeedsPersonException.class);
    }

    @Test
    void theFingerprintIsThatOfNamesAndTypes() {
        // printf 'store_key bigint\nsource varchar(64)\nstore_id varchar(64)\nbatch_no bigint' | sha256sum
        assertThat(TableLoad.fingerprint(GoldTable.DIM_STORE.columns()))
                .isEqualTo("1d74330c67a5eba733dfc84f273e3e3e5f4a545d0f16a738775c17be5c3c2d19");
    }

    private static LoadSet set(long number) {
        return new LoadSet(
                LoadSet.VERSION,
                number,
                1,
                "00000000-0000-0000-0000-000000000000",
                new LoadSet.Range(number - 1, number),
                List.of(),
                new LoadSet.FactTotals(0, Map.of()));
    }
}
