/** Follows one sale through the lake, for a person who asks what became of it. */
package io.tillstream.glue.trace;
