package io.tillstream.local.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.warehouse.Migration;
import io.tillstream.warehouse.Query;
import io.tillstream.warehouse.Warehouse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.redshiftdata.model.ColumnMetadata;

class BundledSqlTest {
    @TempDir
    Path directory;

    @Test
    void theMigrationsAndAllAnalyticsRunOnTheStandIn() throws Exception {
        Warehouse warehouse = Warehouse.bundled();
        try (LocalRedshift redshift = new LocalRedshift(directory)) {
            assertThat(redshift.runBatch(warehouse.bootstrap().toArray(String[]::new))
                            .error())
                    .isNull();
            for (Migration migration : warehouse.migrations()) {
                assertThat(redshift.runBatch(migration.batch().toArray(String[]::new))
                                .error())
                        .as(migration.name())
                        .isNull();
            }

            assertThat(redshift.value("SELECT COUNT(*) FROM sales.dim_date")).isEqualTo("40177");
            for (Query query : warehouse.analytics()) {
                String id = redshift.ok(query).id();
                assertThat(redshift.client().getStatementResult(b -> b.id(id)).columnMetadata())
                        .as(query.name())
                        .extracting(ColumnMetadata::name)
                        .containsExactlyElementsOf(query.columns());
            }
        }
    }
}
