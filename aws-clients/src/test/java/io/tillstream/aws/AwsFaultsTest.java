package io.tillstream.aws;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.aws.AwsFaults.Kind;
import io.tillstream.lake.error.RetryableException;
import io.tillstream.lake.error.TerminalException;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.redshiftdata.model.ActiveSessionsExceededException;
import software.amazon.awssdk.services.redshiftdata.model.ActiveStatementsExceededException;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementException;
import software.amazon.awssdk.services.redshiftdata.model.DatabaseConnectionException;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementException;
import software.amazon.awssdk.services.redshiftdata.model.InternalServerException;
import software.amazon.awssdk.services.redshiftdata.model.QueryTimeoutException;
import software.amazon.awssdk.services.redshiftdata.model.RedshiftDataException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class AwsFaultsTest {
    @Test
    void whatTimeCuresIsRetryable() {
        retryable(redshift(400, "ThrottlingException"));
        retryable(redshift(500, "InternalServerException"));
        retryable(S3Exception.builder().statusCode(503).message("SlowDown").build());
        retryable(S3Exception.builder().statusCode(429).message("many").build());
        retryable(s3(400, "RequestTimeout"));
        retryable(s3(400, "ExpiredToken"));
        retryable(s3(403, "RequestTimeTooSkewed"));
        retryable(SdkClientException.create("connection reset"));
    }

    /** They are recognised by name, so that a program without the Data API need not carry its classes. */
    @Test
    void theDataApisOwnExceptionsThatTimeCuresAreRetryable() {
        retryable(ActiveStatementsExceededException.builder().statusCode(400).build());
        retryable(ActiveSessionsExceededException.builder().statusCode(400).build());
        retryable(BatchExecuteStatementException.builder().statusCode(400).build());
        retryable(ExecuteStatementException.builder().statusCode(400).build());
        retryable(DatabaseConnectionException.builder().statusCode(400).build());
        retryable(InternalServerException.builder().statusCode(400).build());
        retryable(QueryTimeoutException.builder().statusCode(400).build());
    }

    @Test
    void whatTimeDoesNotCureSaysWhatToDo() {
        terminal(redshift(400, "AccessDeniedException"));
        terminal(redshift(400, "ValidationException"));
        terminal(S3Exception.builder().statusCode(403).message("Access Denied").build());
        terminal(s3(404, "NoSuchBucket"));
    }

    @Test
    void forAPersonThereAreKinds() {
        assertThat(AwsFaults.kind(SdkClientException.create("Unable to load credentials from any of …")))
                .isEqualTo(Kind.NO_CREDENTIALS);
        assertThat(AwsFaults.kind(SdkClientException.create("Unable to load region from any of …")))
                .isEqualTo(Kind.NO_REGION);
        assertThat(AwsFaults.kind(redshift(400, "UnrecognizedClientException"))).isEqualTo(Kind.CREDENTIALS_REFUSED);
        assertThat(AwsFaults.kind(s3(400, "ExpiredToken"))).isEqualTo(Kind.CREDENTIALS_REFUSED);
        assertThat(AwsFaults.kind(S3Exception.builder().statusCode(403).build()))
                .isEqualTo(Kind.ACCESS_DENIED);
        assertThat(AwsFaults.kind(s3(404, "NoSuchBucket"))).isEqualTo(Kind.ABSENT);
        assertThat(AwsFaults.kind(redshift(400, "ValidationException"))).isEqualTo(Kind.OTHER);
        assertThat(AwsFaults.kind(redshift(500, "InternalServerException"))).isEqualTo(Kind.OTHER);
    }

    private static void retryable(SdkException e) {
        assertThat(AwsFaults.typed("asking", "Look at the role", e))
                .isInstanceOf(RetryableException.class)
                .hasMessageStartingWith("asking")
                .hasCause(e);
        assertThat(AwsFaults.mayPass(e)).isTrue();
    }

    private static void terminal(SdkException e) {
        assertThat(AwsFaults.typed("asking", "Look at the role", e))
                .isInstanceOf(TerminalException.class)
                .hasMessageStartingWith("asking failed: ")
                .hasMessageEndingWith("Look at the role")
                .hasCause(e);
        assertThat(AwsFaults.mayPass(e)).isFalse();
    }

    private static SdkException s3(int status, String code) {
        return S3Exception.builder()
                .statusCode(status)
                .awsErrorDetails(details(code))
                .build();
    }

    private static SdkException redshift(int status, String code) {
        return RedshiftDataException.builder()
                .statusCode(status)
                .awsErrorDetails(details(code))
                .build();
    }

    private static AwsErrorDetails details(String code) {
        return AwsErrorDetails.builder().errorCode(code).errorMessage("words").build();
    }
}
