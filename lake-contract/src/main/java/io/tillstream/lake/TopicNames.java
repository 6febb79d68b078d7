package io.tillstream.lake;

import java.util.regex.Pattern;

/** Names of Kafka topics. */
public final class TopicNames {
    /** The topic that tills send to, unless a setting names another. */
    public static final String DEFAULT = "sales_events";

    /**
     * What a name is made of: Kafka's rule ({@code org.apache.kafka.common.internals.Topic}). Kafka also refuses {@code .} and
     * {@code ..}, as {@link #isValid} does.
     */
    public static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{1,249}");

    private TopicNames() {}

    /** Returns whether Kafka allows the name for a topic. */
    public static boolean isValid(String name) {
        return FORM.matcher(name).matches() && !name.equals(".") && !name.equals("..");
    }
}
