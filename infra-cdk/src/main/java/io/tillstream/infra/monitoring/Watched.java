package io.tillstream.infra.monitoring;

import io.tillstream.infra.ingest.Ingest;
import io.tillstream.infra.lake.Lake;
import io.tillstream.infra.loading.Loading;
import io.tillstream.infra.stream.Stream;
import io.tillstream.infra.transform.Transform;
import io.tillstream.infra.warehouse.Warehouse;

/**
 * All that is watched.
 *
 * @param lake key, bucket and queues
 * @param stream Kafka
 * @param ingest the writer
 * @param transform the jobs
 * @param warehouse Redshift
 * @param loading the loader
 */
public record Watched(
        Lake lake, Stream stream, Ingest ingest, Transform transform, Warehouse warehouse, Loading loading) {}
