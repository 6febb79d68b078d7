package io.tillstream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CopyFaultTest {
    private static final String KEY = "s3://lake/loads/00000000000000000002/667c51e8-81e6-4049-8f5e-b0c5a1d40404/";

    /** The cause is in Redshift's words and never in the name of a file or a request. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OTHER|Problem reading manifest file - KEYfact_sales.manifest: unexpected end",
                "OTHER|Problem with 667c51e8-81e6-4049-8f5e-b0c5a1d40404, RequestId: 0404SIZE404",
                "ABSENT|S3ServiceException:The specified key does not exist.,Status 404,Error NoSuchKey,Rid X,KEYpart-0.parquet",
                "ABSENT|HTTP 404 for KEYpart-0.parquet",
                "SIZE|File KEYpart-0.parquet has 900 bytes but content_length is 910",
                "SCHEMA|KEYpart-0.parquet has an incompatible Parquet schema for column s3://x.dim_product",
                "LENGTH|The length of the data column currency is longer than the length defined in the table",
                "OVERFLOW|numeric field overflow",
                "MISSING_VALUE|null value in column order_id",
                "CHARACTER|invalid byte sequence: a zero byte",
                "CORRUPT|KEYsize.parquet has no magic number",
                "OTHER|words nobody has seen",
            })
    void theCauseIsReadFromTheWords(CopyFault expected, String message) {
        assertThat(CopyFault.of(message.replace("KEY", KEY))).isEqualTo(expected);
    }
}
