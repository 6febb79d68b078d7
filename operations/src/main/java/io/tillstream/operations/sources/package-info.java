/** What the replays of files have read, sent and rejected. */
package io.tillstream.operations.sources;
