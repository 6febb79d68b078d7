package io.tillstream.glue.silver.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.glue.lake.FileObjectStore;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.ContractException;
import io.tillstream.lake.Cursor;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Finding new Bronze objects: what is listed, what is asked for, and what stops the job. No Spark. */
class BronzeChainsTest {
    private static final ChainId P0 = BronzeFixture.partition(0);
    private static final ChainId P1 = BronzeFixture.partition(1);

    @TempDir
    private Path directory;

    private FileObjectStore store;
    private BronzeFixture bronze;
    private BronzeChains chains;

    @BeforeEach
    void empty() {
        store = new FileObjectStore(directory);
        bronze = new BronzeFixture(store);
        chains = new BronzeChains(store, BronzeFixture.TOPIC);
    }

    @Test
    void theCostFollowsTheNewObjectsAndNotHistory() {
        for (int i = 0; i < 20; i++) {
            bronze.appendHoles(P0, 10);
        }
        String fresh = bronze.appendHoles(P0, 5);
        Cursor cursor = Cursor.START.with(P0, 200);

        BronzeRange range = chains.after(cursor, 100);

        assertThat(range.objects()).extracting(ChainObject::key).containsExactly(fresh);
        assertThat(range.to().next(P0)).isEqualTo(205);
        assertThat(store.listedKeys()).containsExactly(fresh);
        assertThat(store.headedKeys()).containsExactly(fresh);
        assertThat(chains.after(range.to(), 100).objects()).isEmpty();
    }

    @Test
    void chainsAreTakenInTurn() {
        for (int i = 0; i < 3; i++) {
            bronze.append(P0, java.util.List.of(value("a" + i), value("b" + i)));
            bronze.append(P1, java.util.List.of(value("c" + i), value("d" + i)));
        }
        BronzeRange range = chains.after(Cursor.START, 5);
        assertThat(range.more()).isTrue();
        assertThat(range.rows()).isEqualTo(4);
        assertThat(range.to()).isEqualTo(Cursor.START.with(P0, 2).with(P1, 2));
        assertThat(chains.after(range.to(), 100).rows()).isEqualTo(8);
    }

    @Test
    void anotherTopicAndAnotherIncarnationAreOtherChains() {
        bronze.appendHoles(P0, 3);
        ChainId again = new ChainId(BronzeFixture.TOPIC, "_BAAAAAAAAAAAAAAAAAAAg", 0);
        bronze.appendHoles(again, 4);
        bronze.appendHoles(new ChainId("other", BronzeFixture.TOPIC_ID, 0), 5);

        assertThat(chains.after(Cursor.START, 100).to())
                .isEqualTo(Cursor.START.with(P0, 3).with(again, 4));
    }

    @Test
    void aBreakNamesTheKeyExpected() {
        bronze.appendHoles(P0, 3);
        bronze.skip(P0, 1);
        bronze.appendHoles(P0, 3);

        assertThatThrownBy(() -> chains.after(Cursor.START, 100))
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("expected object " + P0.key(3) + ", found " + P0.key(4));
    }

    @Test
    void aChainThatDoesNotStartAtZeroIsBroken() {
        bronze.skip(P0, 7);
        bronze.appendHoles(P0, 3);
        assertThatThrownBy(() -> chains.after(Cursor.START, 100)).hasMessageContaining("expected object " + P0.key(0));
    }

    @Test
    void aStrayObjectIsNotTakenForAChainsNext() {
        store.put(P0.prefix() + "00000000000000000000.parquet.bak", "x".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> chains.after(Cursor.START, 100)).isInstanceOf(ManualActionRequiredException.class);
    }

    @Test
    void aChainThatSilverHasReadAndBronzeHasNotNeedsAPerson() {
        bronze.appendHoles(P0, 3);
        assertThatThrownBy(() -> chains.after(Cursor.START.with(P1, 4), 100))
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining(P1.prefix());
    }

    @Test
    void metadataThatContradictAreNotBelieved() {
        String key = bronze.appendHoles(P0, 3);
        Map<String, String> good = store.head(key).orElseThrow().metadata();
        for (String[] bad : new String[][] {
            {"first-offset", "1"}, {"last-offset", "5"}, {"holes", "2"}, {"rows", "-1"}, {"rows", "many"}
        }) {
            Map<String, String> metadata = new HashMap<>(good);
            metadata.put(bad[0], bad[1]);
            store.setMetadata(key, metadata);
            assertThatThrownBy(() -> chains.after(Cursor.START, 100))
                    .as(bad[0] + " " + bad[1])
                    .isInstanceOf(ManualActionRequiredException.class)
                    .hasMessageContaining(key);
        }
        store.setMetadata(key, Map.of("first-offset", "0"));
        assertThatThrownBy(() -> chains.after(Cursor.START, 100)).hasMessageContaining("last-offset");
    }

    @Test
    void aCursorComesBackFromItsJson() {
        Cursor cursor = Cursor.START.with(P1, 4).with(P0, 7);
        assertThat(Cursor.parse(cursor.json())).isEqualTo(cursor);
        assertThatThrownBy(() -> Cursor.parse("{\"x\":1}")).isInstanceOf(ContractException.class);
        assertThatThrownBy(() -> Cursor.parse("nonsense")).isInstanceOf(ContractException.class);
    }

    private static BronzeFixture.Value value(String eventId) {
        return BronzeFixture.Value.of(TestSale.good(eventId));
    }
}
