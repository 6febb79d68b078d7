package io.tillstream.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.operations.audit.PartitionKey;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The judgement must be able to fail: each way in which Bronze can be wrong is seen. */
class ChaosReportTest {
    private static final PartitionKey PARTITION = new PartitionKey("id", 0);

    @Test
    void everythingOnceIsExact() {
        assertThat(report(bronze(0, 0, 10, digests(1, 2, 2)), digests(2, 1, 2), 10)
                        .exact())
                .isTrue();
    }

    @Test
    void aLostADoubledAndAChangedRecordAreSeen() {
        ChaosReport lost = report(bronze(0, 0, 10, digests(1, 2)), digests(1, 2, 3), 10);
        assertThat(lost.lost()).isEqualTo(1);
        assertThat(lost.duplicated()).isZero();
        assertThat(lost.exact()).isFalse();
        ChaosReport doubled = report(bronze(0, 0, 10, digests(1, 2, 2)), digests(1, 2), 10);
        assertThat(doubled.lost()).isZero();
        assertThat(doubled.duplicated()).isEqualTo(1);
        assertThat(doubled.exact()).isFalse();
        ChaosReport changed = report(bronze(0, 0, 10, digests(1, 4)), digests(1, 2), 10);
        assertThat(changed.lost()).isEqualTo(1);
        assertThat(changed.duplicated()).isEqualTo(1);
        assertThat(changed.exact()).isFalse();
    }

    @Test
    void aGapAnOverlapAndAMissingEndAreSeen() {
        assertThat(report(bronze(1, 0, 10, digests(1)), digests(1), 10).exact()).isFalse();
        assertThat(report(bronze(0, 1, 10, digests(1)), digests(1), 10).exact()).isFalse();
        ChaosReport behind = report(bronze(0, 0, 10, digests(1)), digests(1), 11);
        assertThat(behind.balanced()).isFalse();
        assertThat(behind.exact()).isFalse();
    }

    private static BronzeSummary bronze(long gaps, long overlaps, long end, Digests values) {
        return new BronzeSummary(
                1,
                values.size(),
                values.size(),
                end - values.size(),
                gaps,
                overlaps,
                Map.of(PARTITION, end),
                List.of(),
                values);
    }

    private static ChaosReport report(BronzeSummary bronze, Digests committed, long logEnd) {
        return ChaosReport.of(Map.of(), committed, bronze, Map.of(0, logEnd), 0, 0, 0, 1, 1);
    }

    private static Digests digests(long... values) {
        Digests digests = new Digests();
        for (long value : values) {
            digests.add(value);
        }
        return digests;
    }
}
