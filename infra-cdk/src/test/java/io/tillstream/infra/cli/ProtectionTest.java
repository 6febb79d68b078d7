package io.tillstream.infra.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProtectionTest {
    @TempDir
    private Path directory;

    private final Account account = new Account();
    private Assembly assembly;

    @BeforeEach
    void twoStacksOfWhichOneHoldsData() throws IOException {
        Files.writeString(directory.resolve("manifest.json"), """
                {"version": "54.0.0", "artifacts": {
                  "a-lake.assets": {"type": "cdk:asset-manifest", "properties": {"file": "a-lake.assets.json"}},
                  "a-lake": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/eu-west-1",
                    "properties": {"templateFile": "a-lake.template.json", "terminationProtection": true}},
                  "a-ingest": {"type": "aws:cloudformation:stack", "environment": "aws://unknown-account/eu-west-1",
                    "properties": {"templateFile": "a-ingest.template.json"}}}}
                """);
        assembly = new Assembly(directory);
    }

    @Test
    void theManifestSaysWhichStacksThereAre() {
        assertThat(assembly.stacks())
                .containsExactly(
                        new Assembly.Stack("a-lake", "eu-west-1", true),
                        new Assembly.Stack("a-ingest", "eu-west-1", false));
        assertThat(assembly.stacks().get(1).stage()).isEqualTo("ingest");
    }

    /** The CDK sets it before the first resource: a creation that fails then leaves a stack that it cannot delete. */
    @Test
    void aNewStackIsProtectedOnceItIsCreated() {
        Protection protection = Protection.prepare(assembly, account);
        assertThat(protectedByTheCdk()).isEmpty();

        account.status.put("a-lake", "CREATE_COMPLETE");
        protection.complete();
        assertThat(account.calls).containsExactly("a-lake on");
    }

    @Test
    void aCreationThatFailedCanBeRepeatedByTheSameCommand() throws IOException {
        Protection first = Protection.prepare(assembly, account);
        account.status.put("a-lake", "ROLLBACK_COMPLETE");
        first.complete();
        assertThat(account.calls).isEmpty();

        twoStacksOfWhichOneHoldsData();
        Protection.prepare(assembly, account);
        assertThat(protectedByTheCdk()).isEmpty();
        assertThat(account.calls).as("an older version may have set it").containsExactly("a-lake off");
    }

    @Test
    void aStackThatIsThereStaysProtectedAllTheTime() {
        account.status.put("a-lake", "UPDATE_COMPLETE");

        Protection protection = Protection.prepare(assembly, account);
        assertThat(protectedByTheCdk()).containsExactly("a-lake");
        protection.complete();
        assertThat(account.calls).isEmpty();
    }

    private List<String> protectedByTheCdk() {
        return assembly.stacks().stream()
                .filter(Assembly.Stack::keepsFromDeletion)
                .map(Assembly.Stack::name)
                .toList();
    }

    /** CloudFormation's stacks, as far as this asks for them. */
    private static final class Account implements Stacks {
        private final Map<String, String> status = new TreeMap<>();
        private final List<String> calls = new ArrayList<>();

        @Override
        public Optional<String> status(String name) {
            return Optional.ofNullable(status.get(name));
        }

        @Override
        public void protect(String name, boolean on) {
            calls.add(name + (on ? " on" : " off"));
        }

        @Override
        public void close() {}
    }
}
