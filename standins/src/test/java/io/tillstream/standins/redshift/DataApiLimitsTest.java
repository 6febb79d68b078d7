package io.tillstream.standins.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

class DataApiLimitsTest {
    @TempDir
    Path directory;

    @Test
    void refusesLargeRowsAndResults() throws Exception {
        DataApiServer.Limits small = new DataApiServer.Limits(100, 500, new ResultLimits(20, 50), Clock.systemUTC());
        try (LocalRedshift redshift = new LocalRedshift(directory, small)) {
            DescribeStatementResponse fits = redshift.ok("SELECT 'äöü', 1::bigint, NULL::integer, 'abcdef'");
            assertThat(fits.resultSize()).isEqualTo(6 + 8 + 6);
            assertThat(redshift.run("SELECT 'äöü', 1::bigint, 'abcdefg'").error())
                    .isEqualTo("ERROR: a row of the result has 21 bytes, more than 20");
            String rows = "SELECT 'abcdefghij' UNION ALL ".repeat(5) + "SELECT 'abcdefghij'";
            DescribeStatementResponse end = redshift.run(rows);
            assertThat(end.status()).isEqualTo(StatusString.FAILED);
            assertThat(end.error()).isEqualTo("ERROR: the result has more than 50 bytes");
        }
        assertThat(ResultLimits.AWS).isEqualTo(new ResultLimits(65_536, 524_288_000));
    }
}
