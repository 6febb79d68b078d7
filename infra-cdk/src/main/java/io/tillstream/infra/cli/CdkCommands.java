package io.tillstream.infra.cli;

import java.nio.file.Path;
import java.util.List;

/**
 * Command lines of the CDK, whose version is fixed here: npm's tag {@code latest} is an old stray build.
 *
 * @param assembly directory of the templates
 */
record CdkCommands(Path assembly) {
    /** Version of the CDK's command line. */
    static final String VERSION = "2.1148.1";

    /** Prepares account and region where that is not done yet; changes nothing where it is. */
    List<String> bootstrap() {
        return cdk("bootstrap");
    }

    /** Deploys all stacks in their order, without asking. */
    List<String> deploy() {
        return cdk("deploy", "--all", "--require-approval", "never", "--concurrency", "3");
    }

    /** Deletes all stacks, in reverse order. */
    List<String> destroy() {
        return cdk("destroy", "--all", "--force");
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
