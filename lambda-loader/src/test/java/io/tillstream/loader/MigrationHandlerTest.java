package io.tillstream.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.lake.error.RetryableException;
import io.tillstream.warehouse.Migration;
import io.tillstream.warehouse.Warehouse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MigrationHandlerTest {
    private static final List<String> ALL =
            Warehouse.bundled().migrations().stream().map(Migration::name).toList();

    private LoaderTestBed bed;

    @BeforeEach
    void start() throws IOException {
        bed = new LoaderTestBed();
    }

    @AfterEach
    void stop() {
        bed.close();
    }

    @Test
    void whatIsMissingIsAppliedOnceAndInOrder() {
        assertThat(migrate()).isEqualTo(Map.of("applied", ALL));
        assertThat(bed.warehouse.migrationNames()).isEqualTo(ALL);
        assertThat(migrate()).isEqualTo(Map.of("applied", List.of()));
    }

    @Test
    void aChangedMigrationStopsEverything() {
        bed.warehouse.putMigration(1, ALL.get(0), "changed");
        assertThatThrownBy(this::migrate)
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("checksum changed")
                .hasMessageContaining("never change an applied migration");
        assertThat(bed.warehouse.migrationNames()).hasSize(1);
    }

    @Test
    void whatANewerBuildAppliedIsLeftAlone() {
        migrate();
        bed.warehouse.putMigration(900, "V900__newer", "changed");
        assertThat(migrate()).isEqualTo(Map.of("applied", List.of()));
    }

    @Test
    void aFailedMigrationIsNamedAndTheNextRunGoesOn() {
        bed.warehouse.failNext("ERROR: permission denied for database sales");
        assertThatThrownBy(this::migrate)
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining(ALL.get(0))
                .hasMessageContaining("permission denied");
        bed.warehouse.failNext("ERROR: 1023 DETAIL: Serializable isolation violation on table");
        assertThatThrownBy(this::migrate).isInstanceOf(RetryableException.class);
        assertThat(migrate()).isEqualTo(Map.of("applied", ALL));
    }

    @Test
    void runsAtTheSameTimeShareTheWork() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        List<String> applied = new ArrayList<>();
        try {
            List<Future<Map<String, List<String>>>> runs =
                    threads.invokeAll(List.of(this::migrate, this::migrate, this::migrate));
            for (Future<Map<String, List<String>>> run : runs) {
                applied.addAll(run.get().get("applied"));
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(applied).containsExactlyInAnyOrderElementsOf(ALL);
        assertThat(bed.warehouse.migrationNames()).isEqualTo(ALL);
    }

    private Map<String, List<String>> migrate() {
        return new MigrationHandler(bed.environment(), Warehouse.bundled())
                .handleRequest(Map.of(), new FakeContext(120_000));
    }
}
