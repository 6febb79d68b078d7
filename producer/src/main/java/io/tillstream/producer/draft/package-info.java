/** Drafts a mapping from what a file looks like. */
package io.tillstream.producer.draft;
