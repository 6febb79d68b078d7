/** Counts Silver and Gold from their rows, for the ledger of invariant 8. */
package io.tillstream.glue.audit;
