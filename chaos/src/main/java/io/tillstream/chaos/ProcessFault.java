package io.tillstream.chaos;

import java.util.Locale;

/** What may befall the processes of a run, and its topic and group. */
enum ProcessFault {
    /** KILL to a writer, which is started again within seconds. */
    WRITER_KILLED,
    /** TERM to a writer, which must end by itself, and is started again. */
    WRITER_TERMINATED,
    /** STOP to a writer until its partitions have moved, then CONT: a zombie wakes up. */
    WRITER_FROZEN,
    /** A writer joins for a while and leaves, so that partitions move to it and back. */
    REBALANCE,
    /** A writer is killed and started again so that its disk is full, which ends it. */
    FULL_DISK,
    /** KILL to the broker, which is started again on its log. */
    BROKER_KILLED,
    /** All writers end; the group's offsets are moved into objects, past the end, or taken away; the writers start again. */
    GROUP_RESET,
    /** The topic gets another partition. */
    PARTITION_ADDED;

    /** Returns how many processes end by it. */
    int deaths(int writers) {
        return switch (this) {
            case WRITER_KILLED, WRITER_TERMINATED, REBALANCE, BROKER_KILLED -> 1;
            case FULL_DISK -> 2;
            case GROUP_RESET -> writers;
            case WRITER_FROZEN, PARTITION_ADDED -> 0;
        };
    }

    /** Returns the name in reports, such as {@code writer_killed}. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
