package io.tillstream.standins.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class StatementStoreTest {
    private final MovingClock clock = new MovingClock();
    private final StatementStore store = new StatementStore(clock, 2);

    @Test
    void aTokenIsForgottenAfterEightHours() throws Exception {
        Execution first = store.accept(submission("token")).execution();
        first.committed();

        clock.move(Duration.ofHours(8));
        assertThat(store.accept(submission("token")).isNew()).isFalse();
        clock.move(Duration.ofSeconds(1));
        StatementStore.Accepted later = store.accept(submission("token"));
        assertThat(later.isNew()).isTrue();
        assertThat(later.execution().id()).isNotEqualTo(first.id());
    }

    @Test
    void statementsAreForgottenAfterADay() throws Exception {
        Execution ended = store.accept(submission("a")).execution();
        ended.committed();
        Execution running = store.accept(submission("b")).execution();

        clock.move(Duration.ofHours(24));
        assertThat(store.find(ended.id())).isSameAs(ended);
        clock.move(Duration.ofSeconds(1));
        assertThatThrownBy(() -> store.find(ended.id()))
                .isInstanceOf(DataApiException.class)
                .hasMessage("Query does not exist.");
        assertThat(store.all()).containsExactly(running);
    }

    @Test
    void takesNoMoreThanTheLimit() throws Exception {
        Execution first = store.accept(submission("a")).execution();
        store.accept(submission("b"));

        assertThatThrownBy(() -> store.accept(submission("c")))
                .isInstanceOfSatisfying(DataApiException.class, refused -> {
                    assertThat(refused.code()).isEqualTo("ActiveStatementsExceededException");
                    assertThat(refused.status()).isEqualTo(400);
                });
        // The token of a statement under way is no new statement.
        assertThat(store.accept(submission("a")).isNew()).isFalse();
        first.rolledBack("ERROR: cancelled");
        assertThat(store.accept(submission("c")).isNew()).isTrue();
    }

    private static Submission submission(String token) throws DataApiException {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("Sql", "SELECT 1").put("WorkgroupName", "local").put("Database", "warehouse");
        request.put("ClientToken", token);
        return Submission.single(request);
    }

    private static final class MovingClock extends Clock {
        private Instant now = Instant.parse("2026-11-25T10:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }
}
