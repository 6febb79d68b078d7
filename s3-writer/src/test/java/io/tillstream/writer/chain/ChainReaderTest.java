package io.tillstream.writer.chain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.aws.s3.ObjectContent;
import io.tillstream.aws.s3.ObjectHead;
import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.aws.s3.PutOutcome;
import io.tillstream.lake.BronzeMetadata;
import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.BronzeObject.Kind;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.EventTimes;
import io.tillstream.writer.error.ChainAlarmException;
import io.tillstream.writer.error.ChainAlarmException.Alarm;
import io.tillstream.writer.store.MemoryObjectStore;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** However long the history is: S3 bills each request, and ten thousand take minutes. */
    @Test
    void tenThousandObjectsAreListedAndOneIsAskedForItsEnd() {
        for (int i = 0; i < 10_000; i++) {
            put(10L * i, 10L * i + 9);
        }
        assertThat(reader.find(CHAIN, CommittedOffset.NONE)).isEqualTo(new ChainEnd(100_000, 2, ChainEnd.NO_LIMIT));
        assertThat(bucket.heads()).isEqualTo(1);

        bucket.resetCounts();
        assertThat(reader.find(CHAIN, new CommittedOffset(100_000, CHAIN.key(99_990)))
                        .next())
                .isEqualTo(100_000);
        assertThat(bucket.heads()).isEqualTo(1);
        assertThat(bucket.listedKeys()).as("with a commit, from there").isEqualTo(1);

        bucket.resetCounts();
        assertThat(reader.find(CHAIN, new CommittedOffset(99_000, CHAIN.key(98_990)))
                        .next())
                .isEqualTo(100_000);
        assertThat(bucket.heads()).as("of an old commit too").isEqualTo(1);
        assertThat(bucket.listedKeys()).isEqualTo(101);

        bucket.resetCounts();
        assertThat(reader.find(CHAIN, new CommittedOffset(99_005, CHAIN.key(98_990)))
                        .next())
                .isEqualTo(100_000);
        assertThat(bucket.heads()).as("of a commit that does not fit").isLessThanOrEqualTo(2);
    }

    @Test
    void stopsAtAMissingObjectAndTellsWhereTheNextOneIs() {
        put(20, 29);
        assertThat(reader.find(CHAIN, CommittedOffset.NONE)).isEqualTo(new ChainEnd(0, BronzeObject.NO_EPOCH, 20));
        put(0, 9);
        assertThat(reader.find(CHAIN, new CommittedOffset(10, CHAIN.key(0)))).isEqualTo(new ChainEnd(10, 2, 20));
    }

    @Test
    void anObjectInsideTheCommittedOneNeedsAPerson() {
        put(0, 9);
        put(5, 9);
        assertBroken(() -> reader.find(CHAIN, new CommittedOffset(10, CHAIN.key(0))), CHAIN.key(5));
    }

    @Test
    void aLastObjectWithoutSoundMetadataNeedsAPerson() {
        put(0, 9);
        bucket.put(CHAIN.key(10), new byte[0], Map.of());
        assertBroken(() -> reader.find(CHAIN, CommittedOffset.NONE), CHAIN.key(10));
        assertBroken(() -> reader.find(CHAIN, new CommittedOffset(10, CHAIN.key(0))), CHAIN.key(10));
    }

    @Test
    void anObjectThatIsListedAndGoneNeedsAPerson() {
        put(0, 9);
        bucket.put(CHAIN.key(10), new byte[0], BronzeMetadata.of(object(10, 19)));
        ChainReader forgetful = new ChainReader(new ForgetfulStore());
        assertBroken(() -> forgetful.find(CHAIN, CommittedOffset.NONE), CHAIN.key(10));
    }

    @Test
    void aKeyThatIsNoneOfAChainAtItsEndIsPassed() {
        put(0, 9);
        put(10, 19);
        bucket.put(CHAIN.prefix() + "99999999999999999999.parquet", new byte[0], Map.of());
        assertThat(reader.find(CHAIN, CommittedOffset.NONE)).isEqualTo(new ChainEnd(20, 2, ChainEnd.NO_LIMIT));
    }

    @Test
    void whatIsNoBronzeObjectIsIgnored() {
        put(0, 9);
        bucket.put(CHAIN.prefix() + "notes.txt", new byte[0], Map.of());
        assertThat(reader.find(CHAIN, CommittedOffset.NONE).next()).isEqualTo(10);
    }

    /** The bucket, but it lists what it does not give. */
    private final class ForgetfulStore implements ObjectStore {
        @Override
        public PutOutcome create(String key, Path file, Map<String, String> metadata) {
            return bucket.create(key, file, metadata);
        }

        @Override
        public Optional<ObjectHead> head(String key) {
            return Optional.empty();
        }

        @Override
        public Iterator<String> keysAfter(String prefix, String after) {
            return bucket.keysAfter(prefix, after);
        }

        @Override
        public Optional<ObjectContent> get(String key) {
            return bucket.get(key);
        }

        @Override
        public boolean putIfAbsent(String key, byte[] json) {
            return bucket.putIfAbsent(key, json);
        }

        @Override
        public void put(String key, byte[] json) {
            bucket.put(key, json);
        }

        @Override
        public List<String> childPrefixes(String prefix) {
            return bucket.childPrefixes(prefix);
        }

        @Override
        public String uri(String key) {
            return bucket.uri(key);
        }
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
