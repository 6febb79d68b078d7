package io.tillstream.operations.command;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.redshiftdata.model.RedshiftDataException;
import software.amazon.awssdk.services.s3.model.S3Exception;

class AwsFaultTextTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AccessDeniedException | User: arn:aws:iam::111122223333:user/a is not authorized | 3 | docs/how-to/operating-on-aws.md",
                "AccessDenied | Access Denied | 3 | docs/how-to/operating-on-aws.md",
                "ExpiredTokenException | The security token included in the request is expired | 2 | aws sso login",
                "UnrecognizedClientException | The security token included in the request is invalid | 2 | aws sso login",
                "ValidationException | Redshift endpoint doesn't exist in this region. | 2 | there is no workgroup x",
                "ResourceNotFoundException | Serverless workgroup x not found | 2 | there is no workgroup x",
                "ValidationException | Sql must have length less than or equal to 100000 | 1 | 100000",
                "ThrottlingException | Rate exceeded | 1 | Rate exceeded",
                "InternalServerException | | 1 | "
            })
    void everyRefusalHasItsExitCodeAndTheNextStep(String code, String message, int exitCode, String text) {
        CommandException failure = AwsFaultText.explain("It did not work", "workgroup x", service(code, message));

        assertThat(failure.exitCode()).isEqualTo(exitCode);
        assertThat(failure).hasMessageStartingWith("It did not work: ").hasMessageContaining(text == null ? "" : text);
    }

    @Test
    void aRefusalWithoutABodyIsKnownByItsStatus() {
        SdkException head =
                S3Exception.builder().statusCode(403).message("null").build();

        assertThat(AwsFaultText.explain("It did not work", "bucket x", head).exitCode())
                .isEqualTo(3);
    }

    @Test
    void ofTheChainOfCredentialsOnlyTheProfilesReasonIsShown() {
        SdkException none = SdkClientException.create(
                "Unable to load credentials from any of the providers in the chain AwsCredentialsProviderChain(credentialsProviders="
                        + "[EnvironmentVariableCredentialsProvider(), ProfileCredentialsProvider(profileName=till), ContainerCredentialsProvider()])"
                        + " : [EnvironmentVariableCredentialsProvider(): Access key must be specified.,"
                        + " ProfileCredentialsProvider(profileName=till, profileFile=ProfileFile(sections=[])): The SSO session has expired,"
                        + " ContainerCredentialsProvider(): Cannot fetch credentials from container.]");

        CommandException failure = AwsFaultText.explain("It did not work", "workgroup x", none);

        assertThat(failure.exitCode()).isEqualTo(2);
        assertThat(failure)
                .hasMessageContaining("aws sso login")
                .hasMessageEndingWith("The profile: The SSO session has expired");
    }

    @Test
    void aMessageOfAnotherFormIsShownAsItIs() {
        SdkException none = SdkClientException.create("Unable to load credentials from nowhere");

        assertThat(AwsFaultText.explain("It did not work", "workgroup x", none))
                .hasMessageEndingWith("The SDK: Unable to load credentials from nowhere");
    }

    private static SdkException service(String code, String message) {
        return RedshiftDataException.builder()
                .statusCode(400)
                .awsErrorDetails(AwsErrorDetails.builder()
                        .errorCode(code)
                        .errorMessage(message)
                        .build())
                .message(message)
                .build();
    }
}
