/** The row ledger (invariant 8): what it counts and when it balances. */
package io.tillstream.operations.audit;
