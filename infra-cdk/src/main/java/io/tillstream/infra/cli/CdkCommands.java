package io.tillstream.infra.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Command lines of the CDK, whose version is fixed here: npm's tag {@code latest} is an old stray build.
 *
 * @param assembly directory of the templates
 */
record CdkCommands(Path assembly) {
    /** Version of the CDK's command line. */
    static final String VERSION = "2.1148.1";

    /**
     * Prepares account and region where that is not done yet; changes nothing where it is.
     *
     * @param executionPolicies ARNs of what CloudFormation may do; none: the CDK's default, which is everything
     * @param boundary name of a permissions boundary for the roles that it makes
     */
    List<String> bootstrap(List<String> executionPolicies, Optional<String> boundary) {
        List<String> arguments = new ArrayList<>(List.of("bootstrap"));
        if (!executionPolicies.isEmpty()) {
            arguments.addAll(List.of("--cloudformation-execution-policies", String.join(",", executionPolicies)));
        }
        boundary.ifPresent(name -> arguments.addAll(List.of("--custom-permissions-boundary", name)));
        return cdk(arguments.toArray(String[]::new));
    }

    /**
     * Deploys all stacks in their order, without asking. Also those whose templates are as before: what they refer to in other
     * stacks may have changed, and CloudFormation looks it up only when a stack is updated.
     */
    List<String> deploy() {
        return cdk("deploy", "--all", "--force", "--require-approval", "never", "--concurrency", "3");
    }

    /** Deletes stacks, in reverse order. */
    List<String> destroy(List<String> stacks) {
        return cdk(java.util.stream.Stream.of(List.of("destroy", "--force", "--exclusively"), stacks)
                .flatMap(List::stream)
                .toArray(String[]::new));
    }

    private List<String> cdk(String... arguments) {
        return java.util.stream.Stream.concat(
                        java.util.stream.Stream.of("npx", "--yes", "aws-cdk@" + VERSION),
                        java.util.stream.Stream.concat(
                                java.util.Arrays.stream(arguments),
                                java.util.stream.Stream.of("--app", assembly.toString(), "--no-notices")))
                .toList();
    }
}
