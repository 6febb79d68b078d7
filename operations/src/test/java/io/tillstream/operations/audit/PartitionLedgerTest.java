package io.tillstream.operations.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class PartitionLedgerTest {
    private static final PartitionKey KEY = LedgerFixture.P0;

    @Test
    void walksAContiguousChainInAnyOrderOfListing() {
        PartitionLedger ledger = PartitionLedger.of(KEY, List.of(range(10, 19), range(0, 9)), 20, 25);

        assertThat(ledger.balanced()).isTrue();
        assertThat(ledger.records()).isEqualTo(20);
        assertThat(ledger.inFlight()).isEqualTo(5);
    }

    @Test
    void objectsBeyondTheCursorAreInFlight() {
        PartitionLedger ledger = PartitionLedger.of(KEY, List.of(range(0, 9), range(10, 19)), 10, 20);

        assertThat(ledger.balanced()).isTrue();
        assertThat(ledger.rows()).isEqualTo(10);
        assertThat(ledger.inFlight()).isEqualTo(10);
    }

    @Test
    void aMissingObjectBreaksTheChain() {
        assertThat(faults(List.of(range(0, 9), range(20, 29)), 30))
                .containsExactly("object at 20 where the chain has reached 10");
    }

    @Test
    void anOverlapBreaksTheChain() {
        assertThat(faults(List.of(range(0, 9), range(5, 19)), 20))
                .containsExactly("object at 5 where the chain has reached 10");
    }

    @Test
    void aChainThatDoesNotStartAtZeroIsBroken() {
        assertThat(faults(List.of(range(1, 9)), 10)).containsExactly("object at 1 where the chain has reached 0");
    }

    @Test
    void aBreakBehindTheCursorIsSeenToo() {
        assertThat(faults(List.of(range(0, 9), range(11, 19)), 10))
                .containsExactly("object at 11 where the chain has reached 10");
    }

    @Test
    void aChainThatEndsBeforeTheCursorIsBroken() {
        assertThat(faults(List.of(range(0, 9)), 12)).containsExactly("the chain ends at 10, before the cursor 12");
    }

    @Test
    void anObjectAcrossTheCursorIsAFault() {
        assertThat(faults(List.of(range(0, 9)), 5)).containsExactly("object at 0 ends at 9, beyond the cursor 5");
    }

    @Test
    void countsThatDoNotFillTheRangeDoNotBalance() {
        PartitionLedger ledger = PartitionLedger.of(KEY, List.of(new BronzeObject(0, 9, 8, 1, 0, 8)), 10, 10);

        assertThat(ledger.faults()).isEmpty();
        assertThat(ledger.balanced()).isFalse();
    }

    @Test
    void readsAKeyOfSilversCursor() {
        assertThat(PartitionKey.ofCursorKey("sales_events/AbC_-1/3")).isEqualTo(new PartitionKey("AbC_-1", 3));
        assertThatThrownBy(() -> PartitionKey.ofCursorKey("sales_events/3")).hasMessageContaining("sales_events/3");
    }

    private static List<String> faults(List<BronzeObject> chain, long cut) {
        PartitionLedger ledger = PartitionLedger.of(KEY, chain, cut, cut);
        assertThat(ledger.balanced()).isFalse();
        return ledger.faults();
    }

    private static BronzeObject range(long first, long last) {
        return new BronzeObject(first, last, last - first + 1, 0, 0, last - first + 1);
    }
}
