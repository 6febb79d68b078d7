package io.tillstream.lake;

/** Something in the lake is not what the contract says. The message names the field; the reader adds what to do next. */
public final class ContractException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    ContractException(String message) {
        super(message);
    }

    ContractException(String message, Throwable cause) {
        super(message, cause);
    }
}
