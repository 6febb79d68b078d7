package io.tillstream.operations.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {
    @Test
    void isTheDataDirectoryOrAnEnvironment() {
        assertThat(Target.parse("local")).isEqualTo(new Target.Local());
        assertThat(Target.parse("aws:tillstream-dev")).isEqualTo(new Target.Aws("tillstream-dev"));
        assertThat(Target.parse("aws:a2345678901234567890")).isEqualTo(new Target.Aws("a2345678901234567890"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "aws",
                "aws:",
                "AWS:dev",
                "tillstream-dev",
                "aws:Dev",
                "aws:dev_1",
                "aws:-dev",
                "aws:dev-",
                "aws:a--b",
                "aws:1dev",
                "aws:dev;",
                "aws:dev ",
                "aws:a23456789012345678901"
            })
    void anythingElseIsRefused(String text) {
        assertThatThrownBy(() -> Target.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("aws:NAME with the prefix");
    }

    @Test
    void tellsTheOptionToRepeat() {
        assertThat(new Target.Local().option()).isEmpty();
        assertThat(new Target.Aws("x").option()).isEqualTo(" --target aws:x");
    }
}
