package io.tillstream.warehouse;

/** A value for a query that the query does not take; the message names the parameter and what it must be. */
public final class InvalidParameterException extends IllegalArgumentException {
    InvalidParameterException(String message) {
        super(message);
    }
}
