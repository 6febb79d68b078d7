package io.tillstream.loader;

import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.redshiftdata.model.ActiveSessionsExceededException;
import software.amazon.awssdk.services.redshiftdata.model.ActiveStatementsExceededException;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementException;
import software.amazon.awssdk.services.redshiftdata.model.DatabaseConnectionException;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementException;
import software.amazon.awssdk.services.redshiftdata.model.InternalServerException;
import software.amazon.awssdk.services.redshiftdata.model.QueryTimeoutException;

/** Says which failure an answer of AWS, or the lack of one, is. */
final class AwsFaults {
    private static final int SERVER_ERROR = 500;

    private AwsFaults() {}

    /**
     * Returns the failure to throw.
     *
     * @param doing what was asked of AWS, for the message
     */
    static LoaderException of(String doing, SdkException e) {
        String message = doing + " failed: " + SqlFault.oneLine(e.getMessage());
        if (!(e instanceof AwsServiceException service)) {
            return new RetryableException(message, e);
        }
        return isRetryable(service)
                ? new RetryableException(message, e)
                : new NeedsPersonException(message + "; check the Lambda's role, settings and workgroup", e);
    }

    /** A throttle of the Data API is HTTP 400, so the status alone does not tell. */
    private static boolean isRetryable(AwsServiceException e) {
        return e.isThrottlingException()
                || e.retryable()
                || e.isClockSkewException()
                || e.statusCode() >= SERVER_ERROR
                || e instanceof ActiveStatementsExceededException
                || e instanceof ActiveSessionsExceededException
                || e instanceof BatchExecuteStatementException
                || e instanceof ExecuteStatementException
                || e instanceof DatabaseConnectionException
                || e instanceof InternalServerException
                || e instanceof QueryTimeoutException;
    }
}
