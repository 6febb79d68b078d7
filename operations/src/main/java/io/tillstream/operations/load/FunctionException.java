package io.tillstream.operations.load;

/** A function of the warehouse side failed; the message is what AWS Lambda reports. */
public final class FunctionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String errorType;

    /**
     * Creates the failure.
     *
     * @param errorType class of the exception that the handler threw, or a type of the runtime such as {@code Sandbox.Timedout}
     * @param message the error message as reported
     */
    public FunctionException(String errorType, String message) {
        super(message);
        this.errorType = errorType;
    }

    /** Class of the exception that the handler threw, or a type of the runtime. */
    public String errorType() {
        return errorType;
    }
}
