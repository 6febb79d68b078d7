package io.tillstream.glue.silver.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.glue.gold.TestSilver;
import org.junit.jupiter.api.Test;

/** Gold's tests write Silver from the contract; this holds that against what Silver's job creates. */
class SilverSchemaContractTest {
    @Test
    void silverHasTheColumnsOfTheContract() {
        assertThat(DecisionTable.schema().simpleString()).isEqualTo(TestSilver.SCHEMA.simpleString());
    }
}
