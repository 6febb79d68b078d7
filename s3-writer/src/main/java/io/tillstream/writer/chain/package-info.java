/**
 * The Bronze chain (invariant 1): its keys and metadata, how its end is found, and the state machine that extends it.
 * Nothing here does input or output; the machine's commands are carried out elsewhere.
 */
package io.tillstream.writer.chain;
