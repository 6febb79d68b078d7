package io.tillstream.glue.silver.input;

import io.tillstream.aws.s3.ObjectHead;
import io.tillstream.lake.BronzeMetadata;
import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.ContractException;
import io.tillstream.lake.error.ManualActionRequiredException;

/**
 * One object of a Bronze chain, as its metadata describes it.
 *
 * @param chain the chain
 * @param key the key in the bucket
 * @param firstOffset first offset that it covers
 * @param lastOffset last offset that it covers, inclusive
 * @param rows its Parquet rows; 0 for a range of holes and for a gap
 */
public record ChainObject(ChainId chain, String key, long firstOffset, long lastOffset, long rows) {
    /**
     * Reads an object's metadata.
     *
     * @throws ManualActionRequiredException if it is incomplete or contradicts itself or the key
     */
    static ChainObject of(ChainId chain, long firstOffset, ObjectHead head) {
        try {
            BronzeObject object = BronzeMetadata.parse(firstOffset, head.metadata());
            return new ChainObject(chain, head.key(), object.first(), object.last(), object.rows());
        } catch (ContractException e) {
            throw new ManualActionRequiredException(
                    "the metadata of " + head.key() + " is not what s3-writer writes: " + e.getMessage() + ". It is "
                            + head.metadata() + ". Bronze is never rewritten; find out who wrote this object.",
                    e);
        }
    }
}
