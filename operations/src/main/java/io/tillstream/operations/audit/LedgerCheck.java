package io.tillstream.operations.audit;

/**
 * One equation of the ledger.
 *
 * @param name what must be equal
 * @param left the left side, as the reader should see it
 * @param right the right side
 * @param holds whether they are equal
 */
public record LedgerCheck(String name, String left, String right, boolean holds) {
    static LedgerCheck equal(String name, long left, long right) {
        return new LedgerCheck(name, Long.toString(left), Long.toString(right), left == right);
    }

    static LedgerCheck equal(String name, Object left, Object right, String leftText, String rightText) {
        return new LedgerCheck(name, leftText, rightText, left.equals(right));
    }
}
