package io.tillstream.glue.loadset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.glue.gold.GoldTable;
import io.tillstream.glue.lake.FileObjectStore;
import io.tillstream.lake.BatchFile;
import io.tillstream.lake.FactTotals;
import io.tillstream.lake.LoadSetKeys;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
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
            store.put(LoadSetKeys.batchFile(number), set(number).toJson());
            assertThat(numbers.newest().orElseThrow().number()).isEqualTo(number);
        }
        store.headedKeys().clear();
        numbers.newest();
        assertThat(store.headedKeys()).hasSizeLessThanOrEqualTo(14);
        assertThat(store.listedKeys()).isEmpty();
    }

    @Test
    void aHoleInTheNumbersNeedsAPerson() {
        FileObjectStore store = new FileObjectStore(directory);
        LoadSetNumbers numbers = new LoadSetNumbers(store);
        store.put(LoadSetKeys.batchFile(1), set(1).toJson());
        store.put(LoadSetKeys.batchFile(2), set(2).toJson());
        store.put(LoadSetKeys.prefix(3) + "attempt/fact_sales.manifest", new byte[0]);
        assertThat(numbers.newest().orElseThrow().number()).isEqualTo(2);
        store.put(LoadSetKeys.batchFile(5), set(5).toJson());
        assertThatThrownBy(numbers::newest)
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("loads/00000000000000000003/batch.json is missing")
                .hasMessageContaining("loads/00000000000000000005/batch.json");
    }

    @Test
    void versionOneIsReadAndALaterOneIsNot() {
        FileObjectStore store = new FileObjectStore(directory);
        LoadSetNumbers numbers = new LoadSetNumbers(store);
        String old = """
                {"version": 1, "number": 1, "revision": 1, "attempt": "a", "batch_no": {"from": 0, "to": 3},
                 "tables": [{"name": "dim_store", "operation": "replace", "key": ["store_key"], "rows_inserted": 1,
                   "rows_deleted": 0, "manifest": "m", "columns": [], "schema_fingerprint": "f"}],
                 "fact": {"rows": 0, "revenue": {}}}
                """;
        store.put(LoadSetKeys.batchFile(1), old.getBytes(StandardCharsets.UTF_8));
        BatchFile set = numbers.newest().orElseThrow();
        assertThat(set.batchNo().to()).isEqualTo(3);
        assertThat(set.tables().get(0).deletedKeys()).isEmpty();
        store.put(
                LoadSetKeys.batchFile(1),
                old.replace("\"version\": 1", "\"version\": 4").getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(numbers::newest).hasMessageContaining("is of version 4, this program knows version 3");
    }

    /** A key is bytes, not a text for people: a locale with digits of its own must not reach it. */
    @Test
    void keysHaveTheSameDigitsEverywhere() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            assertThat(LoadSetKeys.batchFile(12, 3)).isEqualTo("loads/00000000000000000012/batch.r3.json");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void anObjectThatIsNoLoadSetNeedsAPerson() {
        FileObjectStore store = new FileObjectStore(directory);
        LoadSetNumbers numbers = new LoadSetNumbers(store);
        store.put(LoadSetKeys.batchFile(1), "{}".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(numbers::newest).isInstanceOf(ManualActionRequiredException.class);
        store.put(LoadSetKeys.batchFile(1), "x".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(numbers::newest).isInstanceOf(ManualActionRequiredException.class);
    }

    @Test
    void theFingerprintIsThatOfNamesAndTypes() {
        // printf 'store_key bigint\nsource varchar(64)\nstore_id varchar(64)\nbatch_no bigint' | sha256sum
        assertThat(GoldTable.DIM_STORE.warehouse().schemaFingerprint())
                .isEqualTo("1d74330c67a5eba733dfc84f273e3e3e5f4a545d0f16a738775c17be5c3c2d19");
    }

    private static BatchFile set(long number) {
        return new BatchFile(
                BatchFile.VERSION,
                number,
                1,
                "00000000-0000-0000-0000-000000000000",
                "",
                new BatchFile.Range(number - 1, number),
                List.of(),
                new FactTotals(0, new TreeMap<>()));
    }
}
