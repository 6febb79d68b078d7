package io.tillstream.standins.redshift;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.standins.redshift.copy.ParquetFiles;
import java.nio.file.Path;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;

@ExtendWith(SharedRedshift.class)
class SystemRelationsTest {
    @TempDir
    static Path directory;

    private static LocalRedshift redshift;

    @BeforeAll
    static void start(LocalRedshift shared) throws Exception {
        redshift = shared;
    }

    @Test
    void aLoadAndItsFailureStandInTheSystemRelations() throws Exception {
        redshift.ok("CREATE TABLE loaded (id BIGINT NOT NULL, name VARCHAR(4))");
        ParquetFiles files = new ParquetFiles(directory, redshift.s3());
        String schema = "required int64 id; optional binary name (STRING);";
        String good = files.manifest(
                files.put(schema, List.of(row -> row.append("id", 1L), row -> row.append("id", 2L))),
                files.put(schema, List.of(row -> row.append("id", 3L))));
        String bad = files.manifest(
                files.put(schema, List.of(row -> row.append("id", 1L).append("name", "too long"))));

        DescribeStatementResponse ok = redshift.run(copy(good));
        DescribeStatementResponse failed = redshift.runBatch("SELECT 1", copy(bad));

        long query = failed.subStatements().get(1).redshiftQueryId();
        assertThat(query).isPositive().isNotEqualTo(ok.redshiftQueryId());
        assertThat(redshift.value("SELECT status || ' ' || table_name || ' ' || loaded_rows || ' ' || source_file_count"
                        + " FROM sys_load_history WHERE query_id = " + ok.redshiftQueryId()))
                .isEqualTo("completed loaded 3 2");
        assertThat(redshift.value(
                        "SELECT SUM(lines_scanned) FROM sys_load_detail WHERE query_id = " + ok.redshiftQueryId()))
                .isEqualTo("3");
        assertThat(redshift.value(
                        "SELECT status || ' ' || error_count FROM sys_load_history WHERE query_id = " + query))
                .isEqualTo("aborted 1");
        assertThat(redshift.value(
                        "SELECT column_name || ' ' || column_type || ' ' || column_length || ' ' || line_number || ' '"
                                + " || error_code FROM pg_catalog.sys_load_error_detail WHERE query_id = " + query))
                .isEqualTo("name character varying(4) 4 1 15007");
        assertThat(redshift.value("SELECT status FROM sys_query_history WHERE query_id = " + query))
                .isEqualTo("failed");
    }

    private static String copy(String manifest) {
        return "COPY loaded FROM '" + manifest
                + "' IAM_ROLE 'arn:aws:iam::123456789012:role/copy' FORMAT AS PARQUET MANIFEST";
    }

    @Test
    void statementsStandInTheQueryHistory() {
        DescribeStatementResponse end = redshift.await(redshift.client()
                .executeStatement(b -> b.workgroupName("local")
                        .database("warehouse")
                        .statementName("probe")
                        .sql("SELECT 1 UNION ALL SELECT 2"))
                .id());
        redshift.run("SELECT nothing");

        assertThat(redshift.value(
                        "SELECT query_label || ' ' || query_type || ' ' || status || ' ' || returned_rows || ' ' || query_text"
                                + " FROM sys_query_history WHERE query_id = " + end.redshiftQueryId()))
                .isEqualTo("probe SELECT success 2 SELECT 1 UNION ALL SELECT 2");
        assertThat(redshift.value("SELECT error_message FROM sys_query_history WHERE query_text = 'SELECT nothing'"))
                .contains("column \"nothing\" does not exist");
        assertThat(
                        redshift.value(
                                "SELECT COUNT(*) FROM sys_query_history WHERE end_time < start_time OR elapsed_time < execution_time"))
                .isEqualTo("0");
    }

    @Test
    void aMaterializedViewIsStaleUntilItsRefresh() {
        redshift.ok("CREATE TABLE base (n BIGINT)");
        redshift.ok("INSERT INTO base VALUES (1)");
        redshift.ok("CREATE MATERIALIZED VIEW total AS SELECT SUM(n) AS n FROM base");
        redshift.ok("REFRESH MATERIALIZED VIEW total");
        awaitStale("f");

        redshift.ok("INSERT INTO base VALUES (2)");
        awaitStale("t");
        assertThat(redshift.value("SELECT n FROM total")).isEqualTo("1");
        redshift.ok("REFRESH MATERIALIZED VIEW total");
        awaitStale("f");
        assertThat(redshift.value("SELECT n FROM total")).isEqualTo("3");
        assertThat(redshift.value("SELECT COUNT(*) FROM sys_mv_refresh_history WHERE mv_name = 'total'"))
                .isEqualTo("3");
    }

    /** PostgreSQL counts changes when the connection that made them ends, which is a moment later. */
    private static void awaitStale(String expected) {
        Awaitility.await()
                .untilAsserted(() -> assertThat(redshift.value("SELECT is_stale FROM svv_mv_info WHERE name = 'total'"))
                        .isEqualTo(expected));
    }

    @Test
    void attributesOfTablesAreKept() {
        redshift.ok(
                "CREATE TABLE attributed (id BIGINT ENCODE AZ64, at DATE ENCODE RAW) DISTKEY (id) COMPOUND SORTKEY (at, id)");
        redshift.ok("CREATE TABLE attributes_copied (LIKE attributed)");
        redshift.ok("CREATE TABLE attributes_none (id BIGINT)");

        assertThat(
                        redshift.value(
                                "SELECT LISTAGG(\"table\" || ':' || diststyle || ':' || sortkey1 || ':' || encoded, ' ')"
                                        + " WITHIN GROUP (ORDER BY \"table\") FROM svv_table_info WHERE \"table\" LIKE 'attribute%'"))
                .isEqualTo(
                        "attributed:KEY(id):at:Y attributes_copied:KEY(id):at:Y attributes_none:AUTO(ALL):AUTO(SORTKEY):Y, AUTO(ENCODE)");
        assertThat(redshift.value(
                        "SELECT LISTAGG(\"column\" || ':' || encoding || ':' || sortkey, ' ') WITHIN GROUP (ORDER BY sortkey)"
                                + " FROM pg_table_def WHERE tablename = 'attributes_copied'"))
                .isEqualTo("at:raw:1 id:az64:2");
    }
}
