package io.tillstream.infra.monitoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.budgets.CfnBudget;

/** Warns when the month's cost nears or passes the budget, and when it is forecast to. Its runbook is docs/how-to/runbooks/budget.md. */
final class CostBudget {
    private CostBudget() {}

    static void create(Stack stack, String prefix, int usd, String topicArn, Optional<String> email) {
        CfnBudget.Builder.create(stack, "Budget")
                .budget(CfnBudget.BudgetDataProperty.builder()
                        .budgetName(prefix + "-monthly")
                        .budgetType("COST")
                        .timeUnit("MONTHLY")
                        .budgetLimit(CfnBudget.SpendProperty.builder()
                                .amount(usd)
                                .unit("USD")
                                .build())
                        .costFilters(Map.of("TagKeyValue", List.of("user:tillstream:environment$" + prefix)))
                        .build())
                .notificationsWithSubscribers(List.of(
                        warning("ACTUAL", 80, topicArn, email),
                        warning("ACTUAL", 100, topicArn, email),
                        warning("FORECASTED", 100, topicArn, email)))
                .build();
    }

    private static CfnBudget.NotificationWithSubscribersProperty warning(
            String type, int percent, String topicArn, Optional<String> email) {
        List<CfnBudget.SubscriberProperty> subscribers = new ArrayList<>();
        subscribers.add(CfnBudget.SubscriberProperty.builder()
                .subscriptionType("SNS")
                .address(topicArn)
                .build());
        email.ifPresent(address -> subscribers.add(CfnBudget.SubscriberProperty.builder()
                .subscriptionType("EMAIL")
                .address(address)
                .build()));
        return CfnBudget.NotificationWithSubscribersProperty.builder()
                .notification(CfnBudget.NotificationProperty.builder()
                        .notificationType(type)
                        .comparisonOperator("GREATER_THAN")
                        .threshold(percent)
                        .thresholdType("PERCENTAGE")
                        .build())
                .subscribers(subscribers)
                .build();
    }
}
