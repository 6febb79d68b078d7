/** The writer's own errors: a broken chain, by kind, and wrong settings. All others: {@link io.tillstream.lake.error}. */
package io.tillstream.writer.error;
