package io.tillstream.writer.consume;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.aws.s3.PutOutcome;
import io.tillstream.events.SalesSchema;
import io.tillstream.lake.error.RetryableException;
import io.tillstream.writer.chain.ConfirmedGap;
import io.tillstream.writer.error.ChainAlarmException;
import io.tillstream.writer.error.ChainAlarmException.Alarm;
import java.io.IOException;
import java.util.List;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.parquet.example.data.Group;
import org.junit.jupiter.api.Test;

/** Ranges, holes, adoption, gaps: what the loop writes. */
class WriterLoopTest extends WriterLoopFixture {
    @Test
    void rotatesByTimeAndCommitsTheObjectsKey() {
        topic.append(0, "a", "b");
        start(P0);
        steps(3);
        assertThat(lake.objects()).isEmpty();
        seconds(60);
        steps(3);
        assertThat(objects()).containsExactly("0-1 RANGE records=2 holes=0");
        assertThat(committed(P0)).isEqualTo(new OffsetAndMetadata(2, CHAIN.key(0)));
        seconds(600);
        steps(3);
        assertThat(lake.objects()).as("nothing new, nothing written").hasSize(1);
    }

    @Test
    void rotatesByRecordsAndPollsOnWhileWriting() {
        for (int i = 0; i < 25; i++) {
            topic.append(0, "x" + i);
        }
        consumer.maxRecords(10);
        start(P0);
        steps(6);
        assertThat(objects()).containsExactly("0-9 RANGE records=10 holes=0", "10-19 RANGE records=10 holes=0");
    }

    @Test
    void aRangeMayBeHolesOnly() throws IOException {
        topic.appendHoles(0, 4);
        start(P0);
        steps(3);
        seconds(60);
        steps(3);
        assertThat(objects()).containsExactly("0-3 RANGE records=0 holes=4");
        assertThat(rows(CHAIN.key(0))).isEmpty();
    }

    @Test
    void holesLieInsideARange() {
        topic.append(0, "a");
        topic.appendHoles(0, 2);
        topic.append(0, "b");
        topic.appendHoles(0, 1);
        start(P0);
        flushed();
        assertThat(objects()).containsExactly("0-4 RANGE records=2 holes=3");
    }

    @Test
    void everyRecordsRowsAreThereAtItsOffset() throws IOException {
        topic.append(0, "{\"event_id\":\"e0\"}", "garbage", "[{\"event_id\":\"e2\"},{\"event_id\":\"e3\"}]");
        start(P0);
        flushed();
        List<Group> rows = rows(CHAIN.key(0));
        assertThat(rows).extracting(row -> row.getLong("kafka_offset", 0)).containsExactly(0L, 1L, 2L, 2L);
        assertThat(rows).extracting(row -> row.getInteger("record_index", 0)).containsExactly(0, 0, 0, 1);
        assertThat(object(CHAIN, 0).rows()).isEqualTo(4);
        assertThat(object(CHAIN, 0).leaderEpoch()).isEqualTo(3);
        assertThat(object(CHAIN, 0).schemaVersion()).isEqualTo(SalesSchema.VERSION);
    }

    @Test
    void theNextWriterReadsOnAtTheChainsEndWithItsEpoch() {
        topic.append(0, "a", "b");
        start(P0);
        flushed();
        topic.append(0, "c");
        start(P0);
        steps(2);
        assertThat(consumer.lastSeek(P0).offset()).isEqualTo(2);
        assertThat(consumer.lastSeek(P0).leaderEpoch()).contains(3);
        flushed();
        assertThat(objects()).containsExactly("0-1 RANGE records=2 holes=0", "2-2 RANGE records=1 holes=0");
    }

    @Test
    void aGroupThatWasResetChangesNothing() {
        topic.append(0, "a", "b");
        start(P0);
        flushed();
        topic.append(0, "c");
        for (OffsetAndMetadata reset : List.of(new OffsetAndMetadata(0), new OffsetAndMetadata(3))) {
            start(reset, P0);
            steps(2);
            assertThat(consumer.lastSeek(P0).offset()).isEqualTo(2);
            loop.onPartitionsLost(List.of(P0));
        }
    }

    @Test
    void aLongerObjectOfAnotherWriterIsAdopted() {
        topic.append(0, "a", "b", "c", "d");
        consumer.maxRecords(2);
        start(P0);
        steps(2);
        other(CHAIN, 0, 2);
        consumer.maxRecords(100);
        flushed();
        assertThat(objects()).containsExactly("0-2 RANGE records=3 holes=0", "3-3 RANGE records=1 holes=0");
        assertThat(committed(P0)).isEqualTo(new OffsetAndMetadata(4, CHAIN.key(3)));
    }

    @Test
    void aShorterObjectOfAnotherWriterIsAdoptedAndTheRestReadAgain() {
        topic.append(0, "a", "b", "c", "d");
        start(P0);
        steps(2);
        other(CHAIN, 0, 0);
        other(CHAIN, 1, 1);
        flushed();
        assertThat(objects())
                .containsExactly(
                        "0-0 RANGE records=1 holes=0", "1-1 RANGE records=1 holes=0", "2-3 RANGE records=2 holes=0");
    }

    @Test
    void aPutWhoseAnswerIsLostIsFoundToBeOurs() {
        topic.append(0, "a", "b");
        lake.failNext((key, bytes, metadata) -> {
            lake.put(key, bytes, metadata);
            throw new RetryableException("the connection broke", null);
        });
        start(P0);
        flushed();
        topic.append(0, "c");
        flushed();
        assertThat(objects()).containsExactly("0-1 RANGE records=2 holes=0", "2-2 RANGE records=1 holes=0");
    }

    @Test
    void aConflictIsAskedAgain() {
        topic.append(0, "a");
        lake.failNext((key, bytes, metadata) -> PutOutcome.CONFLICT);
        lake.failNext((key, bytes, metadata) -> {
            throw new RetryableException("503", null);
        });
        start(P0);
        flushed();
        assertThat(objects()).containsExactly("0-0 RANGE records=1 holes=0");
    }

    @Test
    void whatRetentionRemovedBeforeTheFirstReadIsAGap() throws IOException {
        topic.append(0, "a", "b", "c");
        topic.expireTo(0, 2);
        start(P0);
        flushed();
        assertThat(objects()).containsExactly("0-1 GAP records=0 holes=0", "2-2 RANGE records=1 holes=0");
        assertThat(rows(CHAIN.key(0))).isEmpty();
        assertThat(object(CHAIN, 0).gaps()).isEqualTo(2);
    }

    @Test
    void whatRetentionRemovesLaterNeedsAPersonAndWhatWasReadIsWritten() {
        topic.append(0, "a", "b", "c", "d");
        consumer.maxRecords(1);
        start(P0, P1);
        topic.append(1, "other partition");
        steps(2);
        topic.expireTo(0, 3);
        assertThatThrownBy(() -> loop.run(FakeTopic.NAME))
                .isInstanceOfSatisfying(ChainAlarmException.class, e -> {
                    assertThat(e.alarm()).isEqualTo(Alarm.RETENTION_GAP);
                    assertThat(e.exitCode()).isEqualTo(3);
                })
                .hasMessageContaining("--confirm-gap sales_events/0:1-2");
        assertThat(objects()).containsExactly("0-0 RANGE records=1 holes=0");
        assertThat(lake.objects())
                .as("the other partition's rows are written too")
                .hasSize(2);
    }

    @Test
    void anOperatorsWordMakesTheGap() {
        topic.append(0, "a", "b", "c", "d");
        other(CHAIN, 0, 0);
        topic.expireTo(0, 3);
        startAndStop(Alarm.RETENTION_GAP);
        confirmedGaps.add(ConfirmedGap.parse("sales_events/0:1-3"));
        startAndStop(Alarm.GAP_REFUSED);
        confirmedGaps.clear();
        confirmedGaps.add(ConfirmedGap.parse("sales_events/0:1-2"));
        start(P0);
        flushed();
        assertThat(objects())
                .containsExactly(
                        "0-0 RANGE records=1 holes=0", "1-2 GAP records=0 holes=0", "3-3 RANGE records=1 holes=0");
    }
}
