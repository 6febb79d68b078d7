package io.tillstream.infra.cli;

import java.util.Optional;

/** What the commands ask of CloudFormation beside what the CDK does. */
interface Stacks extends AutoCloseable {
    /** Returns a stack's status, for example {@code CREATE_COMPLETE}; nothing if there is no such stack. */
    Optional<String> status(String name);

    /** Switches a stack's termination protection on or off. */
    void protect(String name, boolean on);

    @Override
    void close();
}
