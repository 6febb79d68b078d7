package io.tillstream.infra.monitoring;

import io.tillstream.infra.base.Statements;
import io.tillstream.infra.settings.MonitoringSettings;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.chatbot.LoggingLevel;
import software.amazon.awscdk.services.chatbot.SlackChannelConfiguration;
import software.amazon.awscdk.services.iam.ManagedPolicy;
import software.amazon.awscdk.services.iam.PolicyStatement;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.kms.IKey;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.sns.subscriptions.EmailSubscription;
import software.amazon.awscdk.services.sns.subscriptions.UrlSubscription;

/** The topic of alarms and those who hear it: mail, Slack, PagerDuty. */
final class AlarmTopic {
    private AlarmTopic() {}

    static Topic create(Stack stack, String prefix, IKey key, MonitoringSettings settings) {
        Topic topic = Topic.Builder.create(stack, "Alarms")
                .topicName(prefix + "-alarms")
                .displayName("Tillstream " + prefix)
                .masterKey(key)
                .enforceSsl(true)
                .build();
        for (String service : List.of("cloudwatch", "budgets")) {
            topic.addToResourcePolicy(Statements.allowPrincipal(
                    "From" + service.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + service.substring(1),
                    ServicePrincipal.Builder.create(service + ".amazonaws.com").build(),
                    List.of("sns:Publish"),
                    topic.getTopicArn(),
                    Map.of("StringEquals", Map.of("aws:SourceAccount", stack.getAccount()))));
        }
        settings.email().ifPresent(address -> topic.addSubscription(new EmailSubscription(address)));
        settings.pagerDutyUrl().ifPresent(url -> topic.addSubscription(new UrlSubscription(url)));
        settings.slack().ifPresent(slack -> slack(stack, prefix, topic, slack));
        return topic;
    }

    /** The channel may look at the alarms' metrics and do nothing else. */
    private static void slack(Stack stack, String prefix, Topic topic, MonitoringSettings.Slack slack) {
        PolicyStatement look = Statements.allow(
                "LookAtAlarms", List.of("cloudwatch:DescribeAlarms", "cloudwatch:GetMetricData"), List.of("*"));
        ManagedPolicy guardrail = ManagedPolicy.Builder.create(stack, "SlackGuardrail")
                .statements(List.of(look))
                .build();
        SlackChannelConfiguration channel = SlackChannelConfiguration.Builder.create(stack, "Slack")
                .slackChannelConfigurationName(prefix + "-alarms")
                .slackWorkspaceId(slack.workspace())
                .slackChannelId(slack.channel())
                .loggingLevel(LoggingLevel.ERROR)
                .guardrailPolicies(List.of(guardrail))
                .notificationTopics(List.of(topic))
                .build();
        channel.addToRolePolicy(look);
        String reason = "CloudWatch's read actions have no resources to name; they show alarms and metrics only.";
        io.tillstream.infra.security.Accepted.wildcards(channel, reason, "/^Resource::\\*$/");
        io.tillstream.infra.security.Accepted.wildcards(guardrail, reason, "/^Resource::\\*$/");
    }
}
