package io.tillstream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.redshiftdata.model.ActiveStatementsExceededException;
import software.amazon.awssdk.services.redshiftdata.model.RedshiftDataException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class AwsFaultsTest {
    @Test
    void whatTimeCuresIsRetryable() {
        retryable(redshift(400, "ThrottlingException"));
        retryable(redshift(500, "InternalServerException"));
        retryable(ActiveStatementsExceededException.builder()
                .statusCode(400)
                .message("500 active")
                .build());
        retryable(S3Exception.builder().statusCode(503).message("SlowDown").build());
        retryable(SdkClientException.create("connection reset"));
    }

    @Test
    void whatAPersonMustCureSaysSo() {
        needsPerson(redshift(400, "AccessDeniedException"));
        needsPerson(redshift(400, "ValidationException"));
        needsPerson(
                S3Exception.builder().statusCode(403).message("Access Denied").build());
    }

    private static void retryable(SdkException e) {
        assertThat(AwsFaults.of("asking", e))
                .isInstanceOf(RetryableException.class)
                .hasMessageContaining("asking")
                .hasCause(e);
    }

    private static void needsPerson(SdkException e) {
        assertThat(AwsFaults.of("asking", e))
                .isInstanceOf(NeedsPersonException.class)
                .hasMessageContaining("role")
                .hasCause(e);
    }

    private static SdkException redshift(int status, String code) {
        return RedshiftDataException.builder()
                .statusCode(status)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage("words")
                        .build())
                .build();
    }
}
