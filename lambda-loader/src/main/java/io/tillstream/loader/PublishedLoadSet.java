package io.tillstream.loader;

import io.tillstream.warehouse.LoadSet;

/**
 * A load set as found in the lake.
 *
 * @param key the key of its batch file
 * @param etag the ETag of that file
 * @param set what it says
 */
record PublishedLoadSet(String key, String etag, LoadSet set) {}
