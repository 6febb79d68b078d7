package io.tillstream.standins.lambda;

/** The function failed, timed out, or its process ended; the message is what AWS Lambda would report. */
public final class LambdaInvocationException extends Exception {
    private static final long serialVersionUID = 1L;

    /** The error type of a function that did not answer in time. */
    public static final String TIMED_OUT = "Sandbox.Timedout";

    /** The error type of a function whose process ended. */
    public static final String EXITED = "Runtime.ExitError";

    private final String errorType;

    /**
     * Creates the failure.
     *
     * @param errorType the exception's class, or a type of the runtime such as {@value #TIMED_OUT}
     * @param message the error message as reported
     */
    public LambdaInvocationException(String errorType, String message) {
        super(message);
        this.errorType = errorType;
    }

    /**
     * What kind of failure it is.
     *
     * @return the class of the exception that the handler threw, or a type of the runtime
     */
    public String errorType() {
        return errorType;
    }
}
