package io.tillstream.aws;

import io.tillstream.lake.error.PipelineException;
import io.tillstream.lake.error.RetryableException;
import io.tillstream.lake.error.TerminalException;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says what an error of AWS, or the lack of an answer, means. The one place that knows the services' codes. */
public final class AwsFaults {
    private static final int SERVER_ERROR = 500;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int MAX_LENGTH = 500;

    /**
     * Errors that time cures although their status is 400: S3's about time and credentials that are renewed, and the Data
     * API's (its throttles are HTTP 400 too). Modelled exceptions of the SDK have the code as their name.
     */
    private static final Set<String> PASSING = Set.of(
            "RequestTimeout",
            "ExpiredToken",
            "RequestTimeTooSkewed",
            "ActiveStatementsExceededException",
            "ActiveSessionsExceededException",
            "BatchExecuteStatementException",
            "ExecuteStatementException",
            "DatabaseConnectionException",
            "InternalServerException",
            "QueryTimeoutException");

    private static final Set<String> DENIED = Set.of(
            "AccessDenied",
            "AccessDeniedException",
            "UnauthorizedException",
            "UnauthorizedOperation",
            "NotAuthorized",
            "KMSAccessDeniedException",
            "KMS.AccessDeniedException",
            "403");
    private static final Set<String> REFUSED_CREDENTIALS = Set.of(
            "ExpiredToken",
            "ExpiredTokenException",
            "InvalidAccessKeyId",
            "InvalidClientTokenId",
            "InvalidSignatureException",
            "MissingAuthenticationTokenException",
            "SignatureDoesNotMatch",
            "UnrecognizedClientException");

    private AwsFaults() {}

    /** What is wrong, for a person at a terminal. */
    public enum Kind {
        /** The SDK found no credentials, or an expired login. */
        NO_CREDENTIALS,
        /** The SDK found no region. */
        NO_REGION,
        /** AWS does not accept the credentials. */
        CREDENTIALS_REFUSED,
        /** The credentials lack a right. */
        ACCESS_DENIED,
        /** The bucket, workgroup or table named does not exist. */
        ABSENT,
        /** Everything else. */
        OTHER
    }

    /** Returns what is wrong, for a person at a terminal. */
    public static Kind kind(SdkException e) {
        String message = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        if (message.contains("unable to load credentials") || message.contains("sso session")) {
            return Kind.NO_CREDENTIALS;
        }
        if (message.contains("unable to load region")) {
            return Kind.NO_REGION;
        }
        String code = code(e);
        if (REFUSED_CREDENTIALS.contains(code)) {
            return Kind.CREDENTIALS_REFUSED;
        }
        if (DENIED.contains(code) || message.contains("is not authorized to perform")) {
            return Kind.ACCESS_DENIED;
        }
        return isAbsent(code, message) ? Kind.ABSENT : Kind.OTHER;
    }

    /**
     * Returns the error to throw: a {@link RetryableException} where time may help, otherwise a {@link TerminalException}.
     *
     * @param doing what was asked of AWS, for the message
     * @param advice what to do where time does not help, as a sentence
     */
    public static PipelineException typed(String doing, String advice, SdkException e) {
        String message = oneLine(e.getMessage());
        if (!(e instanceof AwsServiceException)) {
            return new RetryableException(
                    doing + " got no answer: " + message
                            + ". Try again; if it keeps failing, check network, endpoint and credentials",
                    e);
        }
        return mayPass(e)
                ? new RetryableException(doing + " failed: " + message + ". Try again", e)
                : new TerminalException(doing + " failed: " + message + ". " + advice, e);
    }

    /** Returns whether the same call may succeed later. */
    public static boolean mayPass(SdkException e) {
        if (!(e instanceof AwsServiceException service)) {
            return true;
        }
        return service.statusCode() >= SERVER_ERROR
                || service.statusCode() == TOO_MANY_REQUESTS
                || service.statusCode() == REQUEST_TIMEOUT
                || service.isThrottlingException()
                || service.isClockSkewException()
                || service.retryable()
                || PASSING.contains(code(service))
                || PASSING.contains(service.getClass().getSimpleName());
    }

    /**
     * Returns the error's code, its HTTP status where it has none (the answer to a HEAD has no body that could name one), or
     * an empty text where AWS did not answer.
     */
    public static String code(SdkException e) {
        if (!(e instanceof AwsServiceException service)) {
            return "";
        }
        boolean named =
                service.awsErrorDetails() != null && service.awsErrorDetails().errorCode() != null;
        return named ? service.awsErrorDetails().errorCode() : Integer.toString(service.statusCode());
    }

    private static boolean isAbsent(String code, String message) {
        return switch (code) {
            case "NoSuchBucket", "EntityNotFoundException", "StateMachineDoesNotExist" -> true;
            case "ResourceNotFoundException", "ValidationException" ->
                message.contains("endpoint doesn't exist") || message.contains("not found");
            default -> false;
        };
    }

    private static String oneLine(String text) {
        String line = String.valueOf(text).replaceAll("\\s+", " ").strip();
        return line.length() > MAX_LENGTH ? line.substring(0, MAX_LENGTH) + "…" : line;
    }
}
