package io.tillstream.infra.security;

import io.github.cdklabs.cdknag.NagPackSuppression;
import io.github.cdklabs.cdknag.NagSuppressions;
import io.github.cdklabs.cdknag.RegexAppliesTo;
import java.util.Arrays;
import java.util.List;
import software.constructs.IConstruct;

/** Accepts single findings of cdk-nag, each on one construct and with its reason. */
public final class Accepted {
    private Accepted() {}

    /**
     * Accepts a finding on a construct and what it contains.
     *
     * @param rule for example {@code AwsSolutions-S1}
     * @param reason why it is right here
     */
    public static void finding(IConstruct construct, String rule, String reason) {
        NagSuppressions.addResourceSuppressions(
                construct,
                List.of(NagPackSuppression.builder().id(rule).reason(reason).build()),
                true);
    }

    /**
     * Accepts wildcards in a policy: only those that match the given expressions.
     *
     * @param reason why they are right here
     * @param expressions JavaScript regular expressions of the finding, for example {@code /^Resource::.*bronze.*$/}
     */
    public static void wildcards(IConstruct construct, String reason, String... expressions) {
        NagSuppressions.addResourceSuppressions(
                construct,
                List.of(NagPackSuppression.builder()
                        .id("AwsSolutions-IAM5")
                        .reason(reason)
                        .appliesTo(Arrays.stream(expressions)
                                .map(regex ->
                                        RegexAppliesTo.builder().regex(regex).build())
                                .toList())
                        .build()),
                true);
    }
}
