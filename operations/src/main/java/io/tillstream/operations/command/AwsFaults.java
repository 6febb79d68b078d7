package io.tillstream.operations.command;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** Says for a person what the SDK's failures mean, and what to do next. */
public final class AwsFaults {
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

    /** The providers' reasons stand behind the list of providers, each behind its name. */
    private static final Pattern PROFILE = Pattern.compile(
            " : \\[.*ProfileCredentialsProvider\\(.*?\\): (.*), ContainerCredentialsProvider\\(", Pattern.DOTALL);

    private AwsFaults() {}

    /**
     * Returns the failure to throw.
     *
     * @param doing what was tried, as the beginning of a sentence: {@code The Data API did not take the statement}
     * @param part what is missing if AWS says that something does not exist, with the way to name another
     */
    public static CommandException explain(String doing, String part, SdkException error) {
        String message = error.getMessage() == null ? error.toString() : error.getMessage();
        String lower = message.toLowerCase(Locale.ROOT);
        if (lower.contains("unable to load credentials") || lower.contains("sso session")) {
            return new CommandException.Usage(
                    doing + ": there are no AWS credentials, or they have expired. Log in (aws sso login), or set"
                            + " AWS_PROFILE; aws sts get-caller-identity shows who you are. " + reason(message));
        }
        if (lower.contains("unable to load region")) {
            return noRegion(doing);
        }
        String code = code(error);
        if (REFUSED_CREDENTIALS.contains(code)) {
            return new CommandException.Usage(doing + ": AWS does not accept the credentials (" + code
                    + "). Log in again (aws sso login), or set another AWS_PROFILE; aws sts get-caller-identity shows who you are. AWS says: "
                    + message);
        }
        if (DENIED.contains(code) || lower.contains("is not authorized to perform")) {
            return new CommandException.ManualActionRequired(
                    doing + ": access denied. Whoever administers the account can attach the policy of"
                            + " docs/how-to/operating-on-aws.md to your IAM role. AWS says: " + message);
        }
        if (isAbsent(code, lower)) {
            return new CommandException.Usage(
                    doing + ": there is no " + part + " in this region of this account. AWS says: " + message);
        }
        return new CommandException.Failed(doing + ": " + message, error);
    }

    /** The failure of a client that was built without a region. */
    public static CommandException noRegion(String doing) {
        return new CommandException.Usage(
                doing
                        + ": there is no AWS region. Set AWS_REGION to the region of the environment, or region in the profile.");
    }

    /** Of the long list of all that was tried, what a person can mend: the profile. */
    private static String reason(String message) {
        Matcher profile = PROFILE.matcher(message);
        return profile.find() ? "The profile: " + profile.group(1) : "The SDK: " + message;
    }

    private static boolean isAbsent(String code, String message) {
        return switch (code) {
            case "NoSuchBucket", "EntityNotFoundException", "StateMachineDoesNotExist" -> true;
            case "ResourceNotFoundException", "ValidationException" ->
                message.contains("endpoint doesn't exist") || message.contains("not found");
            default -> false;
        };
    }

    private static String code(SdkException error) {
        if (!(error instanceof AwsServiceException service)) {
            return "";
        }
        // A HEAD has no body that could name the error.
        boolean named =
                service.awsErrorDetails() != null && service.awsErrorDetails().errorCode() != null;
        return named ? service.awsErrorDetails().errorCode() : Integer.toString(service.statusCode());
    }
}
