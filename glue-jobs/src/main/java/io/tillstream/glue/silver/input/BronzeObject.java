package io.tillstream.glue.silver.input;

import io.tillstream.glue.lake.NeedsPersonException;
import io.tillstream.glue.lake.ObjectHead;

/**
 * One object of a Bronze chain, as its metadata describes it.
 *
 * @param partition the chain
 * @param key the key in the bucket
 * @param firstOffset first offset that it covers
 * @param lastOffset last offset that it covers, inclusive
 * @param rows its Parquet rows; 0 for a range of holes and for a gap
 */
public record BronzeObject(PartitionId partition, String key, long firstOffset, long lastOffset, long rows) {
    private static final String GAP = "gap";

    /**
     * Reads an object's metadata.
     *
     * @throws NeedsPersonException if a value is missing, or they contradict each other or the key
     */
    static BronzeObject of(PartitionId partition, long firstOffset, ObjectHead head) {
        long first = number(head, "first-offset");
        long last = number(head, "last-offset");
        long rows = number(head, "rows");
        boolean gap = GAP.equals(head.metadata().get("kind"));
        long covered = gap ? number(head, "gaps") : Math.addExact(number(head, "records"), number(head, "holes"));
        if (first != firstOffset || covered != last - first + 1 || covered < 1 || rows < 0 || (gap && rows != 0)) {
            throw new NeedsPersonException("the metadata of " + head.key() + " contradict each other or its key: "
                    + head.metadata() + ". Bronze is never rewritten; find out who wrote this object.");
        }
        return new BronzeObject(partition, head.key(), first, last, rows);
    }

    private static long number(ObjectHead head, String name) {
        String value = head.metadata().get(name);
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw new NeedsPersonException(
                    "metadata " + name + " of " + head.key() + " is not a number but " + value
                            + ". Bronze objects are written by s3-writer only; find out who wrote this one.",
                    e);
        }
    }
}
