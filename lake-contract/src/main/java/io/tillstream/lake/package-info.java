/**
 * What several programs must agree on: keys, object metadata, JSON files and table columns of the lake, names of settings.
 * docs/reference/contracts.md describes all of it. Plain Java and Jackson's streaming core, so that it runs on any class path.
 */
package io.tillstream.lake;
