/** What the page shows of the pipeline: stages, counts, the ledger, loads, and a verdict in words. */
package io.tillstream.page.pipeline;
