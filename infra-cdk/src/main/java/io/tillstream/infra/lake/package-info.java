/** Key, buckets, catalog and the queue of load sets: what must outlive everything else. */
package io.tillstream.infra.lake;
