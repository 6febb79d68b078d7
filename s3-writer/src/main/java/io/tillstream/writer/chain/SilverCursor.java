package io.tillstream.writer.chain;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tillstream.writer.error.NeedsPersonException;
import io.tillstream.writer.error.NeedsPersonException.Alarm;
import java.io.IOException;

/** The advisory copy of Silver's cursor: one JSON object, {@code "topic/topic id/partition": next offset}. */
public final class SilverCursor {
    /** The key of the copy in the lake's bucket. */
    public static final String KEY = "state/silver-cursor.json";

    private static final JsonFactory JSON = new JsonFactory();

    private SilverCursor() {}

    /**
     * Returns the next offset that Silver wants of a chain, or 0 where it has read nothing of it.
     *
     * @throws NeedsPersonException {@link Alarm#CHAIN_LOST} if the copy cannot be read, because it is asked only where
     *     a chain is empty, and then its answer decides
     */
    public static long next(byte[] json, ChainId chain) {
        String name = chain.topic() + "/" + chain.topicId() + "/" + chain.partition();
        try (JsonParser parser = JSON.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw unreadable(chain, "it is not a JSON object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String field = parser.currentName();
                parser.nextToken();
                if (field.equals(name)) {
                    return parser.getLongValue();
                }
                parser.skipChildren();
            }
            return 0;
        } catch (IOException e) {
            throw unreadable(chain, e.getMessage());
        }
    }

    private static NeedsPersonException unreadable(ChainId chain, String why) {
        return new NeedsPersonException(
                Alarm.CHAIN_LOST,
                "%s: there is no object under %s, and %s, which tells whether there should be one, cannot be read: %s"
                        .formatted(chain.label(), chain.prefix(), KEY, why));
    }
}
