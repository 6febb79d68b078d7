package io.tillstream.aws;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How long a client waits, and how often the SDK tries.
 *
 * @param connect how long a connection may take to open
 * @param read how long an answer may be silent
 * @param call how long a call may take, all its attempts together
 * @param attempts how often a call is sent at most; nothing for the SDK's own number
 */
public record CallLimits(Duration connect, Duration read, Duration call, OptionalInt attempts) {
    /** For programs that move files and try again by themselves. */
    public static final CallLimits TRANSFER =
            new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(30), Duration.ofMinutes(5), OptionalInt.empty());

    /** For a Lambda, whose time is short and whose calls are small. */
    public static final CallLimits LAMBDA =
            new CallLimits(Duration.ofSeconds(5), Duration.ofSeconds(15), Duration.ofSeconds(60), OptionalInt.of(6));

    /** Returns the same limits with another {@link #read}. */
    public CallLimits withRead(Duration other) {
        return new CallLimits(connect, other, call, attempts);
    }
}
