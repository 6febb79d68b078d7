package io.tillstream.infra.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Termination protection of stacks that hold data. The CDK's command line sets it before a stack's first resource is made; when
 * that creation fails, what is left of the stack is protected, and the same command cannot delete it to try again. So a stack gets
 * it once it has been created. A stack that is there keeps it throughout.
 */
final class Protection {
    /** What is left of a creation that failed: there is nothing in it to protect. */
    private static final Set<String> NEVER_CREATED =
            Set.of("REVIEW_IN_PROGRESS", "CREATE_FAILED", "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "DELETE_FAILED");

    private static final Set<String> CREATED =
            Set.of("CREATE_COMPLETE", "UPDATE_COMPLETE", "UPDATE_ROLLBACK_COMPLETE", "IMPORT_COMPLETE");

    private final Stacks stacks;
    private final List<String> later;

    private Protection(Stacks stacks, List<String> later) {
        this.stacks = stacks;
        this.later = later;
    }

    /** Leaves stacks that are not there yet unprotected, and takes protection from what is left of a failed creation. */
    static Protection prepare(Assembly assembly, Stacks stacks) {
        List<String> later = new ArrayList<>();
        for (Assembly.Stack stack : assembly.stacks()) {
            if (stack.keepsFromDeletion()) {
                String status = stacks.status(stack.name()).orElse("");
                if (NEVER_CREATED.contains(status)) {
                    stacks.protect(stack.name(), false);
                }
                if (status.isEmpty() || NEVER_CREATED.contains(status)) {
                    later.add(stack.name());
                }
            }
        }
        assembly.leaveUnprotected(later);
        return new Protection(stacks, later);
    }

    /** Protects those that have been created since. */
    void complete() {
        for (String name : later) {
            if (CREATED.contains(stacks.status(name).orElse(""))) {
                stacks.protect(name, true);
            }
        }
    }
}
