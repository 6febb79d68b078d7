package io.tillstream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.aws.AwsClients;
import io.tillstream.aws.CallLimits;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarehouseSqlTest {
    @Test
    void everyPageOfAResultIsRead() throws IOException {
        try (LoaderTestBed bed = new LoaderTestBed()) {
            for (int version = 1; version <= 5; version++) {
                bed.warehouse.putMigration(version, "V" + version, "sum" + version);
            }
            WarehouseSql sql = WarehouseSql.connect(
                    new AwsClients(bed.environment(), CallLimits.LAMBDA), LoaderSettings.from(bed.environment()));
            List<List<String>> rows =
                    sql.query("all", "SELECT * FROM ops.migrations", Deadline.of(new FakeContext(60_000)));
            assertThat(rows)
                    .extracting(row -> row.get(0) + row.get(2))
                    .containsExactly("1sum1", "2sum2", "3sum3", "4sum4", "5sum5");
        }
    }
}
