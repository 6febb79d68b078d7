package io.tillstream.infra.cost;

/** A price file is missing or wrong; the message names file and entry. Terminal until somebody corrects it. */
public final class PriceFileException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PriceFileException(String message) {
        super(message);
    }

    PriceFileException(String message, Throwable cause) {
        super(message, cause);
    }
}
