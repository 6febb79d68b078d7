package io.tillstream.writer.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

/** The rule alone; what Kafka's consumer makes of it is tested with a real broker: LargeValuesIT in the module chaos. */
class PollBudgetTest {
    private final PollBudget budget = new PollBudget(10);

    @Test
    void aPollTakesValuesUpToItsBytes() {
        assertThat(take(6)).hasSize(6);
        assertThat(take(4)).hasSize(4);
        assertRefused(1);
        assertThat(take(0)).as("takes nothing").isEmpty();
    }

    @Test
    void theFirstValueOfAPollIsTakenHoweverLargeItIs() {
        for (int poll = 0; poll < 3; poll++) {
            budget.startPoll();
            assertThat(take(1_000)).hasSize(1_000);
            assertRefused(1_000);
            assertRefused(1);
        }
    }

    @Test
    void aRefusedValueIsWholeAtTheNextPoll() {
        ByteBuffer value =
                ByteBuffer.wrap(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9}).slice(2, 5);
        take(6);
        assertThatThrownBy(() -> budget.deserialize("t", new RecordHeaders(), value.duplicate()))
                .isInstanceOf(SerializationException.class);
        budget.startPoll();
        assertThat(budget.deserialize("t", new RecordHeaders(), value.duplicate()))
                .containsExactly(2, 3, 4, 5, 6);
    }

    @Test
    void headersCount() {
        Headers headers = new RecordHeaders().add("none", null).add("name", new byte[3]);
        budget.deserialize("t", headers, ByteBuffer.allocate(0));
        assertRefused(1);
    }

    private byte[] take(int bytes) {
        return budget.deserialize("t", new RecordHeaders(), ByteBuffer.allocate(bytes));
    }

    private void assertRefused(int bytes) {
        assertThatThrownBy(() -> take(bytes)).isInstanceOf(SerializationException.class);
    }
}
