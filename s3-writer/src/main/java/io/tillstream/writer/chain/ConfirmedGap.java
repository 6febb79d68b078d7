package io.tillstream.writer.chain;

import io.tillstream.lake.ChainId;
import io.tillstream.lake.TopicNames;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An operator's word that offsets are lost for good.
 *
 * @param topic the topic
 * @param partition the partition
 * @param first the first lost offset
 * @param last the last lost offset
 */
public record ConfirmedGap(String topic, int partition, long first, long last) {
    private static final Pattern FORM = Pattern.compile("([^/]+)/(\\d{1,9}):(\\d{1,18})-(\\d{1,18})");

    /**
     * Reads {@code TOPIC/PARTITION:FIRST-LAST}.
     *
     * @throws IllegalArgumentException if the text has another form
     */
    public static ConfirmedGap parse(String text) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches() || !TopicNames.isValid(parts.group(1))) {
            throw new IllegalArgumentException("'" + text + "' is not TOPIC/PARTITION:FIRST-LAST");
        }
        ConfirmedGap gap = new ConfirmedGap(
                parts.group(1),
                Integer.parseInt(parts.group(2)),
                Long.parseLong(parts.group(3)),
                Long.parseLong(parts.group(4)));
        if (gap.last < gap.first) {
            throw new IllegalArgumentException("'" + text + "' ends before it starts");
        }
        return gap;
    }

    /** Returns whether this gap starts at an offset of a chain. */
    public boolean startsAt(ChainId chain, long offset) {
        return chain.topic().equals(topic) && chain.partition() == partition && first == offset;
    }
}
