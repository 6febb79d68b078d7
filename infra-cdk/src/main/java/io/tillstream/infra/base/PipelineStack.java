package io.tillstream.infra.base;

import io.tillstream.infra.settings.EnvironmentSettings;
import io.tillstream.infra.settings.Settings;
import software.amazon.awscdk.Arn;
import software.amazon.awscdk.ArnComponents;
import software.amazon.awscdk.ArnFormat;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.StackProps;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.constructs.Construct;

/** A stack of the pipeline: named {@code PREFIX-STAGE}, tagged with both. */
public abstract class PipelineStack extends Stack {
    private final Settings settings;

    /**
     * Makes an empty stack.
     *
     * @param stage names it
     * @param meaning its description
     * @param stateful whether it holds data, so that it is kept from deletion unless the settings hold both keys
     */
    protected PipelineStack(Construct scope, Settings settings, String stage, String meaning, boolean stateful) {
        super(scope, settings.environment().prefix() + "-" + stage, props(settings.environment(), meaning, stateful));
        this.settings = settings;
        Tags.of(this).add("tillstream:environment", settings.environment().prefix());
        Tags.of(this).add("tillstream:stage", stage);
    }

    /** Returns the settings. */
    protected Settings settings() {
        return settings;
    }

    /** Returns a name within this environment. */
    protected String named(String name) {
        return settings.environment().prefix() + "-" + name;
    }

    /**
     * Returns what happens to data when its stack is updated or deleted. It is kept, except where the stack's first creation is
     * rolled back: then there is no data yet, and what stayed would be in the way of the next attempt by its name.
     */
    protected RemovalPolicy dataRemoval() {
        return settings.environment().destroyData() ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE;
    }

    /** Makes a log group, encrypted and kept for the set time. */
    protected LogGroup logGroup(String id, String name, IKey key) {
        return LogGroup.Builder.create(this, id)
                .logGroupName(name)
                .encryptionKey(key)
                .retention(retention(settings.monitoring().logDays()))
                .removalPolicy(RemovalPolicy.DESTROY)
                .build();
    }

    /** Returns the ARN of a resource of this account and region. */
    protected String arn(String service, String resource, String name, ArnFormat format) {
        return Arn.format(
                ArnComponents.builder()
                        .service(service)
                        .resource(resource)
                        .resourceName(name)
                        .arnFormat(format)
                        .build(),
                this);
    }

    private static StackProps props(EnvironmentSettings environment, String meaning, boolean stateful) {
        return StackProps.builder()
                .description("Tillstream: " + meaning)
                .env(Environment.builder()
                        .account(environment.account().orElse(null))
                        .region(environment.region())
                        .build())
                .terminationProtection(stateful && !environment.destroyData())
                .build();
    }

    private static RetentionDays retention(int days) {
        return switch (days) {
            case 1 -> RetentionDays.ONE_DAY;
            case 3 -> RetentionDays.THREE_DAYS;
            case 5 -> RetentionDays.FIVE_DAYS;
            case 7 -> RetentionDays.ONE_WEEK;
            case 14 -> RetentionDays.TWO_WEEKS;
            case 30 -> RetentionDays.ONE_MONTH;
            case 60 -> RetentionDays.TWO_MONTHS;
            case 90 -> RetentionDays.THREE_MONTHS;
            case 180 -> RetentionDays.SIX_MONTHS;
            case 365 -> RetentionDays.ONE_YEAR;
            default -> throw new IllegalArgumentException("no such retention: " + days + " days");
        };
    }
}
