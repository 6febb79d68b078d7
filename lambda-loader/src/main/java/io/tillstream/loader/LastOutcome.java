package io.tillstream.loader;

import java.time.Instant;

/**
 * How the last invocation ended, as the next one finds it in the lake.
 *
 * @param at when
 * @param status {@code done}, {@code paused}, {@code retrying}, {@code rejected} or {@code needs_person}
 * @param loadSet the last load set that the warehouse had when it was last asked, 0 for none
 * @param since the first of the invocations with this status that followed one another without another status between them
 */
record LastOutcome(Instant at, String status, long loadSet, Instant since) {}
