package io.tillstream.page.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.operations.audit.Ledger;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.page.FakeSource;
import io.tillstream.page.TestLedgers;
import io.tillstream.page.pipeline.Verdict.Level;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {
    private static final QueryRunner NOT_ASKED = null;

    private final FakeSource source = new FakeSource(NOT_ASKED);

    private Verdict verdict(Optional<Ledger> ledger) {
        AuditDesk.State audit = new AuditDesk.State(false, ledger, Optional.of(Instant.EPOCH), "");
        return Verdict.of(source.stages(Instant.EPOCH), source.counts(), audit, " --data-dir x");
    }

    @Test
    void onlyAnAuditOfAllRecordsProvesThatNothingIsMissing() {
        assertThat(verdict(Optional.empty()).level()).isEqualTo(Level.PENDING);
        assertThat(verdict(Optional.empty()).title()).isEqualTo("Not audited yet");
        assertThat(verdict(Optional.of(TestLedgers.balanced())).level()).isEqualTo(Level.GOOD);
        assertThat(verdict(Optional.of(TestLedgers.balanced())).title()).isEqualTo("Every sale is accounted for");
    }

    @Test
    void newerRecordsMakeAnAuditIncomplete() {
        source.kafka(9_037);

        Verdict verdict = verdict(Optional.of(TestLedgers.balanced()));

        assertThat(verdict.level()).isEqualTo(Level.PENDING);
        assertThat(verdict.title()).isEqualTo("Every sale up to batch 1 is accounted for");
        assertThat(verdict.detail()).startsWith("7 newer records");
    }

    @Test
    void aBrokenLedgerSaysWhereAndWhatIsNext() {
        Verdict verdict = verdict(Optional.of(TestLedgers.broken()));

        assertThat(verdict.level()).isEqualTo(Level.BAD);
        assertThat(verdict.detail()).isEqualTo("Gold fact = warehouse fact, rows: 9000 and 8999");
        assertThat(verdict.next()).isEqualTo("./tillstream audit --data-dir x");
    }

    @Test
    void aFailedStageIsBadEvenIfTheLedgerBalances() {
        source.goldFailed("2026-11-01T10:00:00Z out of memory");

        Verdict verdict = verdict(Optional.of(TestLedgers.balanced()));

        assertThat(verdict.level()).isEqualTo(Level.BAD);
        assertThat(verdict.title()).isEqualTo("Stage gold failed when it last ran");
        assertThat(verdict.detail()).contains("out of memory");
    }
}
