package io.tillstream.standins.s3.fault;

import java.util.Locale;

/** What may befall one request to S3. */
public enum Fault {
    /** 409 ConditionalRequestConflict; S3 did nothing. Of a PUT only. */
    CONFLICT(true),
    /** 500 InternalError; S3 did nothing. */
    ERROR(false),
    /** 500 InternalError, though S3 did what it was asked. */
    ERROR_AFTERWARDS(false),
    /** 503 SlowDown; S3 did nothing. */
    SLOW_DOWN(false),
    /** S3 does what it was asked, and no answer comes until the client gives up. */
    TIMEOUT(false),
    /** The connection is reset, and S3 has never seen the request. */
    RESET_BEFORE(false),
    /** S3 does what it was asked; the connection is reset instead of the answer. The next attempt of a PUT gets 412. */
    RESET_AFTER(false),
    /** Half of the body reaches S3, then both connections are reset. Of a PUT only. */
    CUT_REQUEST(true),
    /** S3 does what it was asked; half of the answer comes, then a reset. */
    CUT_ANSWER(false),
    /** The connection is reset at once; S3 gets the request later, when its sender may be dead. Of a PUT only. */
    LATE(true);

    private final boolean onlyPut;

    Fault(boolean onlyPut) {
        this.onlyPut = onlyPut;
    }

    /** Returns whether the fault can befall a request of this method. */
    public boolean fits(S3Request request) {
        return !onlyPut || request.isPut();
    }

    /** Returns the name in reports, such as {@code reset_before}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
