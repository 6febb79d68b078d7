package io.tillstream.infra;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skips a test, and says so, where the CDK cannot run. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(RequiresNode.Condition.class)
public @interface RequiresNode {
    /** Looks for node. */
    final class Condition implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            if (NodeRuntime.isPresent(System.getenv())) {
                return ConditionEvaluationResult.enabled("node is on the PATH");
            }
            System.out.println("SKIPPED " + context.getDisplayName() + ": " + NodeRuntime.MISSING);
            return ConditionEvaluationResult.disabled(NodeRuntime.MISSING);
        }
    }
}
