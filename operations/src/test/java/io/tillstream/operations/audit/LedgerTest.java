package io.tillstream.operations.audit;

import static io.tillstream.operations.audit.LedgerFixture.P0;
import static io.tillstream.operations.audit.LedgerFixture.ROWS;
import static io.tillstream.operations.audit.LedgerFixture.SILVER;
import static io.tillstream.operations.audit.LedgerFixture.TOTALS;
import static io.tillstream.operations.audit.LedgerFixture.of;
import static io.tillstream.operations.audit.LedgerFixture.partitions;
import static io.tillstream.operations.audit.LedgerFixture.totals;
import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.lake.SourceRun;
import io.tillstream.operations.sources.SourceLedger;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LedgerTest {
    @Test
    void addsUpWhatThePartitionsSay() {
        Ledger ledger = LedgerFixture.balanced();

        assertThat(ledger.checks()).allMatch(LedgerCheck::holds);
        assertThat(ledger.balanced()).isTrue();
        assertThat(ledger.offsets()).isEqualTo(110);
        assertThat(ledger.records()).isEqualTo(98);
        assertThat(ledger.holes()).isEqualTo(2);
        assertThat(ledger.gaps()).isEqualTo(10);
        assertThat(ledger.bronzeRows()).isEqualTo(102);
        assertThat(ledger.inFlight())
                .as("offsets behind the cut are shown, not judged")
                .isEqualTo(15);
    }

    @Test
    void anEmptyPipelineBalances() {
        Ledger empty = of(
                List.of(),
                SilverTotals.NONE,
                TableTotals.EMPTY,
                Ledger.DecisionRows.NONE,
                TableTotals.EMPTY,
                TableTotals.EMPTY,
                0);

        assertThat(empty.balanced()).isTrue();
    }

    static Stream<Arguments> brokenOnce() {
        PartitionLedger lostRecord =
                PartitionLedger.of(P0, List.of(new BronzeObject(0, 109, 109, 0, 0, 102)), 110, 110);
        return Stream.of(
                Arguments.of(
                        "partition 0: records + holes + gaps = offsets",
                        of(List.of(lostRecord), SILVER, TOTALS, ROWS, TOTALS, TOTALS, 94)),
                Arguments.of(
                        "Bronze rows = rows that Silver took in",
                        of(partitions(), new SilverTotals(101, 94, 4, 3, 1), TOTALS, ROWS, TOTALS, TOTALS, 94)),
                Arguments.of(
                        "Bronze rows = accepted + quarantined + duplicates + withdrawn",
                        of(
                                partitions(),
                                new SilverTotals(102, 94, 4, 4, 1),
                                TOTALS,
                                rows(4, 4, 1),
                                TOTALS,
                                TOTALS,
                                94)),
                Arguments.of(
                        "accepted = Silver rows",
                        of(
                                partitions(),
                                new SilverTotals(102, 93, 4, 4, 1),
                                TOTALS,
                                rows(4, 4, 1),
                                TOTALS,
                                TOTALS,
                                94)),
                Arguments.of(
                        "quarantined = quarantined rows",
                        of(partitions(), SILVER, TOTALS, rows(5, 3, 1), TOTALS, TOTALS, 94)),
                Arguments.of(
                        "duplicates = duplicate rows",
                        of(partitions(), SILVER, TOTALS, rows(4, 2, 1), TOTALS, TOTALS, 94)),
                Arguments.of(
                        "withdrawn = withdrawn rows",
                        of(partitions(), SILVER, TOTALS, rows(4, 3, 0), TOTALS, TOTALS, 94)),
                Arguments.of(
                        "Silver = Gold fact, revenue",
                        of(partitions(), SILVER, totals(94, "1234.51", 7), ROWS, TOTALS, TOTALS, 94)),
                Arguments.of(
                        "Silver = Gold fact, checksum of coordinates",
                        of(partitions(), SILVER, totals(94, "1234.50", 8), ROWS, TOTALS, TOTALS, 94)),
                Arguments.of(
                        "Gold fact = warehouse fact, revenue",
                        of(partitions(), SILVER, TOTALS, ROWS, TOTALS, totals(94, "1234.49", 7), 94)),
                Arguments.of(
                        "Gold fact = warehouse fact, checksum of coordinates",
                        of(partitions(), SILVER, TOTALS, ROWS, TOTALS, totals(94, "1234.5", 6), 94)),
                Arguments.of(
                        "warehouse fact = load ledger", of(partitions(), SILVER, TOTALS, ROWS, TOTALS, TOTALS, 93)));
    }

    private static Ledger.DecisionRows rows(long quarantined, long duplicates, long withdrawn) {
        return new Ledger.DecisionRows(quarantined, duplicates, withdrawn);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("brokenOnce")
    void oneBrokenEquationBreaksTheLedger(String name, Ledger ledger) {
        assertThat(ledger.balanced()).isFalse();
        assertThat(ledger.checks())
                .filteredOn(check -> !check.holds())
                .extracting(LedgerCheck::name)
                .containsExactly(name);
        assertThat(LedgerText.of(ledger)).contains("WRONG  " + name).contains("THE LEDGER DOES NOT BALANCE.");
    }

    @Test
    void filesAreAccountedForAndBronzeHasWhatWasSentFromThem() {
        List<PartitionLedger> whole =
                List.of(PartitionLedger.of(P0, List.of(new BronzeObject(0, 101, 102, 0, 0, 102)), 102, 102));

        assertThat(withRun(whole, 105, 102, 3).checks()).allMatch(LedgerCheck::holds);
        assertThat(LedgerText.of(withRun(whole, 105, 102, 3)))
                .contains("read = sent + rejected", "./tillstream rejects lists them");
        assertThat(wrong(withRun(whole, 105, 101, 3))).containsExactly("source shop: read = sent + rejected");
        assertThat(wrong(withRun(whole, 106, 103, 3))).containsExactly("events sent from files are in Bronze");
        assertThat(wrong(withRun(partitions(), 106, 103, 3)))
                .as("while offsets are in flight nobody can say")
                .isEmpty();
    }

    private static List<String> wrong(Ledger ledger) {
        return ledger.checks().stream()
                .filter(check -> !check.holds())
                .map(LedgerCheck::name)
                .toList();
    }

    private static Ledger withRun(List<PartitionLedger> partitions, long read, long sent, long rejected) {
        SourceRun run = new SourceRun(
                "r",
                SourceRun.State.DONE,
                "t",
                "shop",
                "sales_events",
                List.of("/a.csv"),
                true,
                read,
                sent,
                rejected,
                0,
                "/r.jsonl",
                0);
        return new Ledger(3, partitions, SILVER, TOTALS, ROWS, TOTALS, TOTALS, 94, new SourceLedger(List.of(run)));
    }

    @Test
    void aMissingFactRowIsSeenInEveryTableBehindIt() {
        TableTotals short1 = totals(93, "1234.50", 7);
        Ledger goldShort = of(partitions(), SILVER, TOTALS, ROWS, short1, TOTALS, 94);
        Ledger warehouseShort = of(partitions(), SILVER, TOTALS, ROWS, TOTALS, short1, 93);

        assertThat(goldShort.checks())
                .filteredOn(check -> !check.holds())
                .extracting(LedgerCheck::name)
                .containsExactly("Silver = Gold fact, rows", "Gold fact = warehouse fact, rows");
        assertThat(warehouseShort.checks())
                .filteredOn(check -> !check.holds())
                .extracting(LedgerCheck::name)
                .containsExactly("Gold fact = warehouse fact, rows");
    }

    @Test
    void amountsAreComparedByValueNotByScale() {
        assertThat(totals(1, "10.500000", 1)).isEqualTo(totals(1, "10.5", 1));
        assertThat(totals(1, "0.00", 1)).isEqualTo(totals(1, "0", 1));
        assertThat(totals(1, "1E+2", 1).revenueText()).isEqualTo("100 USD");
    }
}
