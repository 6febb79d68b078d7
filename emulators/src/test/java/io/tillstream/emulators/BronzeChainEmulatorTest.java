package io.tillstream.emulators;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.aws.AwsClients;
import io.tillstream.aws.CallLimits;
import io.tillstream.aws.s3.ObjectStore;
import io.tillstream.aws.s3.PutOutcome;
import io.tillstream.aws.s3.S3ObjectStore;
import io.tillstream.lake.BronzeMetadata;
import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.EventTimes;
import io.tillstream.lake.error.RetryableException;
import io.tillstream.writer.chain.ChainEnd;
import io.tillstream.writer.chain.ChainReader;
import io.tillstream.writer.chain.CommittedOffset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;

/** Invariant 1's chain with the writer's own client, as it is made on AWS: conditional PUT, HEAD, LIST behind a key. */
class BronzeChainEmulatorTest {
    private static final int WRITERS = 8;
    private static final int KEYS = 20;
    private static final int MOST_ATTEMPTS = 10;
    private static final int MORE_THAN_A_PAGE = 1_005;
    private static final ChainId CHAIN = new ChainId("sales_events", "AAAAAAAAAAAAAAAAAAAAAA", 0);

    @TempDir
    private Path directory;

    private String bucket;
    private S3Client client;
    private ObjectStore store;

    @BeforeEach
    void open() {
        bucket = Emulator.get().createBucket();
        client = new AwsClients(System.getenv(), CallLimits.TRANSFER).s3();
        store = new S3ObjectStore(client, bucket);
    }

    @AfterEach
    void close() {
        client.close();
        Emulator.get().deleteBucket(bucket);
    }

    @Test
    void ofManyWritersOneCreatesEachObject() throws Exception {
        int told = 0;
        for (int i = 0; i < KEYS; i++) {
            long first = 10L * i;
            CyclicBarrier together = new CyclicBarrier(WRITERS);
            List<PutOutcome> outcomes = all(LongStream.range(0, WRITERS)
                    .<Callable<PutOutcome>>mapToObj(writer -> () -> {
                        together.await();
                        return create(first, first + writer);
                    })
                    .toList());
            String stored = store.read(CHAIN.key(first)).map(String::new).orElseThrow();
            assertThat(outcomes).isSubsetOf(PutOutcome.CREATED, PutOutcome.EXISTS);
            // None where the winner's own answer was lost: it is told that the object exists, and finds that it is its
            // own.
            assertThat(Collections.frequency(outcomes, PutOutcome.CREATED))
                    .as("creations of %s: %s", CHAIN.key(first), outcomes)
                    .isLessThanOrEqualTo(1);
            int winner = outcomes.indexOf(PutOutcome.CREATED);
            if (winner >= 0) {
                told++;
                assertThat(stored).isEqualTo(content(first, first + winner));
            }
            assertThat(LongStream.range(0, WRITERS).mapToObj(writer -> content(first, first + writer)))
                    .contains(stored);
        }
        assertThat(told).as("winners that were told so").isPositive();
    }

    @Test
    void whoLosesReadsOnBehindTheWinner() throws Exception {
        create(0, 9);
        assertThat(create(0, 4)).isEqualTo(PutOutcome.EXISTS);
        BronzeObject winner = new ChainReader(store).object(CHAIN, 0).orElseThrow();
        assertThat(winner).isEqualTo(object(0, 9));
        create(winner.next(), 14);
        assertThat(store.read(CHAIN.key(0)).map(String::new)).contains(content(0, 9));
        assertThat(store.read(CHAIN.key(10)).map(String::new)).contains(content(10, 14));
    }

    @Test
    void aChainsEndIsFoundFromItsStartAndFromACommit() throws Exception {
        ChainReader reader = new ChainReader(store);
        assertThat(reader.find(CHAIN, new CommittedOffset(0, ""))).isEqualTo(ChainEnd.EMPTY);
        create(0, 9);
        create(10, 14);
        create(15, 15);
        assertThat(reader.find(CHAIN, new CommittedOffset(0, "")).next()).isEqualTo(16);
        assertThat(reader.find(CHAIN, new CommittedOffset(15, CHAIN.key(10))).next())
                .isEqualTo(16);
        // A commit that no object bears out: the chain decides.
        assertThat(reader.find(CHAIN, new CommittedOffset(12, CHAIN.key(10))).next())
                .isEqualTo(16);
    }

    @Test
    void whatIsAbsentIsAbsent() {
        assertThat(store.head(CHAIN.key(0))).isEmpty();
        assertThat(store.read("state/silver-cursor.json")).isEmpty();
        assertThat(store.keysAfter(CHAIN.prefix(), "").hasNext()).isFalse();
    }

    @Test
    void aListingOfMoreThanAPageIsCompleteAndInOrder() throws Exception {
        all(LongStream.range(0, MORE_THAN_A_PAGE)
                .<Callable<PutOutcome>>mapToObj(offset -> () -> create(offset, offset))
                .toList());
        List<String> expected =
                LongStream.range(0, MORE_THAN_A_PAGE).mapToObj(CHAIN::key).toList();
        List<String> listed = new ArrayList<>();
        store.keysAfter(CHAIN.prefix(), CHAIN.prefix()).forEachRemaining(listed::add);
        assertThat(listed).isEqualTo(expected);
        listed.clear();
        store.keysAfter(CHAIN.prefix(), CHAIN.key(1_001)).forEachRemaining(listed::add);
        assertThat(listed).isEqualTo(expected.subList(1_002, MORE_THAN_A_PAGE));
    }

    /** As PutJob does: what may pass is asked again, and so is a conflict of two requests at once. */
    private PutOutcome create(long first, long last) throws Exception {
        Path file = Files.writeString(directory.resolve(first + "-" + last), content(first, last));
        for (int attempt = 1; ; attempt++) {
            try {
                PutOutcome outcome = store.create(CHAIN.key(first), file, BronzeMetadata.of(object(first, last)));
                if (outcome != PutOutcome.CONFLICT) {
                    return outcome;
                }
            } catch (RetryableException e) {
                if (attempt == MOST_ATTEMPTS) {
                    throw e;
                }
            }
        }
    }

    private static String content(long first, long last) {
        return first + " to " + last;
    }

    private static BronzeObject object(long first, long last) {
        long offsets = last - first + 1;
        return new BronzeObject(first, last, BronzeObject.Kind.RANGE, offsets, 0, offsets, 3, 1, EventTimes.NONE);
    }

    private static <T> List<T> all(List<Callable<T>> work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(WRITERS);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> result : pool.invokeAll(work)) {
                results.add(result.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }
}
