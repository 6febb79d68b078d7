package io.tillstream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataApiTest {
    @Test
    void everyPageOfAResultIsRead() throws IOException {
        try (LoaderTestBed bed = new LoaderTestBed()) {
            for (int version = 1; version <= 5; version++) {
                bed.warehouse.putMigration(version, "V" + version, "sum" + version);
            }
            DataApi dataApi = new DataApi(
                    new AwsClients(bed.environment()).redshiftData(), LoaderSettings.from(bed.environment()));
            List<List<String>> rows =
                    dataApi.query("all", "SELECT * FROM ops.migrations", Deadline.of(new FakeContext(60_000)));
            assertThat(rows)
                    .extracting(row -> row.get(0) + row.get(2))
                    .containsExactly("1sum1", "2sum2", "3sum3", "4sum4", "5sum5");
        }
    }
}
