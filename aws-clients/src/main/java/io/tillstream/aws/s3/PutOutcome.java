package io.tillstream.aws.s3;

/** What became of a conditional creation. */
public enum PutOutcome {
    /** The object did not exist; now it does. */
    CREATED,
    /** An object with this key existed (HTTP 412): perhaps from the same request, its answer lost. */
    EXISTS,
    /** Another request for the key was under way (HTTP 409): nothing is decided, ask again. */
    CONFLICT
}
