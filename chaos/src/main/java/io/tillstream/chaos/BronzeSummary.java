package io.tillstream.chaos;

import io.tillstream.operations.audit.PartitionKey;
import java.util.List;
import java.util.Map;

/**
 * What all chains of a topic hold, by keys, metadata and files alone.
 *
 * @param objects how many objects there are
 * @param rows rows in their files
 * @param records records, by the objects' metadata
 * @param holes offsets that are no records, by the metadata
 * @param gaps offsets that no object covers, and those of gap objects
 * @param overlaps offsets that more than one object covers, counted each time but the first
 * @param ends the offset after each partition's last object
 * @param contradictions where a file is not what its object's metadata say
 * @param values a digest of each record
 */
record BronzeSummary(
        long objects,
        long rows,
        long records,
        long holes,
        long gaps,
        long overlaps,
        Map<PartitionKey, Long> ends,
        List<String> contradictions,
        Digests values) {}
