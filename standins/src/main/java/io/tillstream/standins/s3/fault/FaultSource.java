package io.tillstream.standins.s3.fault;

import java.util.Optional;

/** Decides what befalls each request. Safe for use by several threads. */
@FunctionalInterface
public interface FaultSource {
    /** Nothing ever goes wrong. */
    FaultSource NONE = request -> Optional.empty();

    /**
     * Returns the fault for a request, or nothing if it goes through. Called on the request's own thread before S3 sees
     * the request: to return late is to hold the request.
     */
    Optional<Fault> next(S3Request request);
}
