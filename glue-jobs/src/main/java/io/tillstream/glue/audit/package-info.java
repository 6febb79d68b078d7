/** The lake's part of the row ledger (invariant 8): what Silver and Gold hold up to a batch. */
package io.tillstream.glue.audit;
