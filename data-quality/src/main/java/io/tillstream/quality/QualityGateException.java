package io.tillstream.quality;

import java.util.List;
import java.util.stream.Collectors;

/** A batch broke at least one rule and was not published. A person has to look: the same rows break it again. */
public final class QualityGateException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<RuleResult> failures;

    QualityGateException(String ruleset, List<RuleResult> failures) {
        super("ruleset " + ruleset + " blocks the batch; nothing was published. Failed: "
                + failures.stream()
                        .map(failure -> failure.rule() + " (" + failure.reason() + ")")
                        .collect(Collectors.joining("; "))
                + ". See docs/explanation/silver.md, \"When the gate blocks\".");
        this.failures = List.copyOf(failures);
    }

    /** Returns each failed rule, at least one. */
    public List<RuleResult> failures() {
        return failures;
    }
}
