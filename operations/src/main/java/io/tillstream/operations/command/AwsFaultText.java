package io.tillstream.operations.command;

import io.tillstream.aws.AwsFaults;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.core.exception.SdkException;

/** Explains to a person what the SDK's failures mean, and what to do next. */
public final class AwsFaultText {
    /** The providers' reasons follow the list of providers, each after its name. */
    private static final Pattern PROFILE = Pattern.compile(
            " : \\[.*ProfileCredentialsProvider\\(.*?\\): (.*), ContainerCredentialsProvider\\(", Pattern.DOTALL);

    private AwsFaultText() {}

    /**
     * Returns the failure to throw.
     *
     * @param doing what was tried, as the beginning of a sentence: {@code The Data API did not accept the statement}
     * @param part what is missing if AWS says that something does not exist, with the way to name another
     */
    public static CommandException explain(String doing, String part, SdkException error) {
        String message = error.getMessage() == null ? error.toString() : error.getMessage();
        return switch (AwsFaults.kind(error)) {
            case NO_CREDENTIALS ->
                new CommandException.Usage(
                        doing + ": there are no AWS credentials, or they have expired. Log in (aws sso login), or set"
                                + " AWS_PROFILE; aws sts get-caller-identity shows who you are. " + reason(message));
            case NO_REGION -> noRegion(doing);
            case CREDENTIALS_REFUSED ->
                new CommandException.Usage(doing + ": AWS does not accept the credentials (" + AwsFaults.code(error)
                        + "). Log in again (aws sso login), or set another AWS_PROFILE; aws sts get-caller-identity shows who you are. AWS says: "
                        + message);
            case ACCESS_DENIED ->
                new CommandException.ManualActionRequired(doing
                        + ": access denied. An administrator of the account can attach the policy in"
                        + " docs/how-to/operating-on-aws.md to your IAM role. AWS says: "
                        + message);
            case ABSENT ->
                new CommandException.Usage(
                        doing + ": there is no " + part + " in this region of this account. AWS says: " + message);
            case OTHER -> new CommandException.Failed(doing + ": " + message, error);
        };
    }

    /** The failure of a client that was built without a region. */
    public static CommandException noRegion(String doing) {
        return new CommandException.Usage(doing
                + ": no AWS region is configured. Set AWS_REGION to the environment's region, or set region"
                + " in the profile.");
    }

    /** Of the long list of all that was tried, what a person can mend: the profile. */
    private static String reason(String message) {
        Matcher profile = PROFILE.matcher(message);
        return profile.find() ? "The profile: " + profile.group(1) : "The SDK: " + message;
    }
}
