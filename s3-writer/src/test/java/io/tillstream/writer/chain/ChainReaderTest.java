package io.tillstream.writer.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.lake.BronzeMetadata;
import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.BronzeObject.Kind;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.EventTimes;
import io.tillstream.writer.error.ChainAlarmException;
import io.tillstream.writer.error.ChainAlarmException.Alarm;
import io.tillstream.writer.store.MemoryObjectStore;
import java.util.HashMap;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class ChainReaderTest {
    private static final ChainId CHAIN = new ChainId("sales_events", "q7Vn0tZqQ0-h_1DXc3yGkA", 3);

    private final MemoryObjectStore bucket = new MemoryObjectStore();
    private final ChainReader reader = new ChainReader(bucket);

    @Test
    void metadataThatContradictsItselfNeedsAPerson() {
        Map<String, String> metadata = new HashMap<>(BronzeMetadata.of(object(0, 9)));
        metadata.put("last-offset", "8");
        bucket.put(CHAIN.key(0), new byte[0], metadata);
        assertBroken(() -> reader.find(CHAIN, CommittedOffset.NONE), CHAIN.key(0));
        bucket.put(CHAIN.key(5), new byte[0], BronzeMetadata.of(object(0, 9)));
        assertBroken(() -> reader.object(CHAIN, 5), "different first offsets");
    }

    @Test
    void anEmptyChainStartsAtZero() {
        assertThat(reader.find(CHAIN, CommittedOffset.NONE)).isEqualTo(ChainEnd.EMPTY);
        assertThat(ChainEnd.EMPTY.empty()).isTrue();
    }

    @Test
    void followsTheChainFromTheObjectThatTheCommitNames() {
        put(0, 9);
        put(10, 19);
        put(20, 20);
        assertThat(reader.find(CHAIN, CommittedOffset.NONE).next()).isEqualTo(21);
        bucket.remove(CHAIN.key(0));
        assertThat(reader.find(CHAIN, new CommittedOffset(20, CHAIN.key(10))).next())
                .as("listed from there, so that the cost follows what is new")
                .isEqualTo(21);
    }

    @Test
    void aCommitThatDoesNotFitItsObjectIsNoHint() {
        put(0, 9);
        put(10, 19);
        for (CommittedOffset wrong : new CommittedOffset[] {
            new CommittedOffset(15, CHAIN.key(10)),
            new CommittedOffset(40, CHAIN.key(30)),
            new CommittedOffset(7, "no key")
        }) {
            assertThat(reader.find(CHAIN, wrong).next()).isEqualTo(20);
        }
    }

    @Test
    void stopsAtAMissingObjectAndTellsWhereTheNextOneIs() {
        put(0, 9);
        put(20, 29);
        assertThat(reader.find(CHAIN, CommittedOffset.NONE)).isEqualTo(new ChainEnd(10, 2, 20));
    }

    @Test
    void anObjectInsideAnotherNeedsAPerson() {
        put(0, 9);
        put(5, 9);
        assertBroken(() -> reader.find(CHAIN, CommittedOffset.NONE), CHAIN.key(5));
    }

    @Test
    void whatIsNoBronzeObjectIsIgnored() {
        put(0, 9);
        bucket.put(CHAIN.prefix() + "notes.txt", new byte[0], Map.of());
        assertThat(reader.find(CHAIN, CommittedOffset.NONE).next()).isEqualTo(10);
    }

    private void put(long first, long last) {
        bucket.put(CHAIN.key(first), new byte[0], BronzeMetadata.of(object(first, last)));
    }

    private static BronzeObject object(long first, long last) {
        long records = last - first + 1;
        return new BronzeObject(first, last, Kind.RANGE, records, 0, records, 2, 1, EventTimes.NONE);
    }

    private static void assertBroken(ThrowingCallable call, String what) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        ChainAlarmException.class, e -> assertThat(e.alarm()).isEqualTo(Alarm.CHAIN_BROKEN))
                .hasMessageContaining(what);
    }
}
