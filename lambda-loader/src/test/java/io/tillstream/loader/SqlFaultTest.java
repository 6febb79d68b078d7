package io.tillstream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlFaultTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "RETRYABLE|ERROR: 1023 DETAIL: Serializable isolation violation on table - 119371, transactions forming the cycle",
                "RETRYABLE|ERROR: could not complete because of conflict with concurrent transaction",
                "RETRYABLE|ERROR: deadlock detected",
                "RETRYABLE|ERROR: S3ServiceException:Please reduce your request rate.,Status 503,Error SlowDown",
                "RETRYABLE|ERROR: S3ServiceException: Service Unavailable, Status 503, key loads/1/a/fact_sales.manifest",
                "RETRYABLE|ERROR: connection reset by peer in statement COPY stage_x FROM 's3://b/x.manifest'",
                "RETRYABLE|ABORTED",
                "RETRYABLE|ERROR: a sentence nobody has seen",
                "RETRYABLE|ERROR: a sentence nobody has seen about s3://b/loads/1/15007/x.manifest",
                "RETRYABLE|ERROR: unknown, RequestId: 15007404NOSUCHKEY, of 15007aaa-81e6-4049-a111-000000015007",
                "LOAD_SET|ERROR: Cannot insert a NULL value into column fact_sales_rows_inserted",
                "LOAD_SET|ERROR: null value in column \"fact_rows\" of relation \"load_ledger\" violates not-null constraint",
                "LOAD_SET|ERROR: Spectrum Scan Error DETAIL: error: Spectrum Scan Error code: 15007 context: incompatible Parquet schema",
                "LOAD_SET|ERROR: S3ServiceException:The specified key does not exist.,Status 404,Error NoSuchKey,Key s3://b/x.parquet",
                "LOAD_SET|ERROR: The length of the data column currency is longer than the length defined in the table. Table: 3, Data: 7",
                "LOAD_SET|ERROR: Spectrum Scan Error. Not a readable Parquet file (x).",
                "LOAD_SET|ERROR: String length exceeds DDL length",
                "LEDGER_BROKEN|ERROR: Cannot insert a NULL value into column n",
                "LEDGER_BROKEN|ERROR: Cannot insert a NULL value into column n [statement x:2]",
                "LEDGER_BROKEN|ERROR: null value in column \"ledger_continues\" of relation \"load_check_2\"",
                "LEDGER_BROKEN|ERROR: null value in column \"totals_continue\" of relation \"load_check_2\"",
                "MANUAL_ACTION|ERROR: permission denied for schema sales",
                "MANUAL_ACTION|ERROR: relation \"ops.load_cursor\" does not exist",
                "MANUAL_ACTION|ERROR: User arn:aws:redshift:x is not authorized to assume IAM Role arn:aws:iam::1:role/copy",
            })
    void theErrorTextTellsWhatHelps(SqlFault expected, String error) {
        assertThat(SqlFault.of(error)).isEqualTo(expected);
    }
}
