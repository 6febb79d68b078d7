package io.tillstream.warehouse.types;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.warehouse.AuditQuery;
import io.tillstream.warehouse.Query;
import io.tillstream.warehouse.Warehouse;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Precision and scale of every expression of every query, view and migration by AWS's formula: none has more than 38 digits, none
 * loses digits after the point, and no sum of money overflows below 10^25.
 */
class DecimalTypesTest {
    private static final Typer TYPER = new Typer();

    @BeforeAll
    static void migrate() {
        TYPER.migration(
                "CREATE TABLE pg_catalog.svv_table_info (schema VARCHAR(9), \"table\" VARCHAR(9), diststyle VARCHAR(9),"
                        + " sortkey1 VARCHAR(9), size BIGINT, tbl_rows DECIMAL(38,0), skew_rows DECIMAL(19,2), unsorted DECIMAL(5,2),"
                        + " stats_off DECIMAL(5,2))");
        TYPER.migration(
                "CREATE TABLE pg_catalog.sys_query_history (query_id BIGINT, user_id INTEGER, query_type VARCHAR(9),"
                        + " status VARCHAR(9), start_time TIMESTAMP, elapsed_time BIGINT, queue_time BIGINT, execution_time BIGINT,"
                        + " returned_rows BIGINT, error_message VARCHAR(9), query_text VARCHAR(9))");
        TYPER.migration(
                "CREATE TABLE pg_catalog.sys_load_error_detail (query_id BIGINT, start_time TIMESTAMP, file_name VARCHAR(9),"
                        + " line_number BIGINT, column_name VARCHAR(9), column_type VARCHAR(9), error_code INTEGER, error_message VARCHAR(9))");
        TYPER.migration("CREATE TABLE sys_load_error_detail (LIKE pg_catalog.sys_load_error_detail)");
        TYPER.migration(
                "CREATE TABLE pg_catalog.svv_mv_info (schema_name VARCHAR(9), name VARCHAR(9), is_stale BOOLEAN, state INTEGER)");
        Warehouse.bundled().bootstrap().forEach(TYPER::migration);
        Warehouse.bundled()
                .migrations()
                .forEach(migration -> migration.statements().forEach(TYPER::migration));
    }

    static List<String> names() {
        return queries().stream().map(Query::name).toList();
    }

    private static List<Query> queries() {
        return Stream.concat(
                        Warehouse.bundled().analytics().stream(),
                        Stream.of(AuditQuery.values()).map(AuditQuery::query))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("names")
    void everyExpressionFitsIntoRedshiftsDecimals(String name) {
        Query query = queries().stream()
                .filter(other -> other.name().equals(name))
                .findFirst()
                .orElseThrow();
        Map<String, SqlType> columns = TYPER.query(query.sql());
        assertThat(columns.keySet()).containsExactlyElementsOf(query.columns());
        columns.forEach((column, type) -> assertThat(Expressions.holdsMoney(type))
                .as("%s is %s", column, type)
                .isTrue());
    }

    /** The example of AWS's page, and the sums and quotients that the queries would have had. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CAST('1' AS DECIMAL(8,2)) / CAST('1' AS DECIMAL(8,2)) | DECIMAL(17,9)",
                "CAST('1' AS DECIMAL(18,6)) / CAST('3' AS DECIMAL(18,6)) | DECIMAL(37,19)",
                "CAST('1' AS DECIMAL(18,6)) * CAST('3' AS DECIMAL(18,6)) | DECIMAL(37,12)",
                "CAST('1' AS DECIMAL(30,2)) + 5 | DECIMAL(31,2)",
                "SUM(CAST('1' AS DECIMAL(18,6))) | DECIMAL(38,6)",
                "COALESCE(SUM(CAST('1' AS DECIMAL(18,6))), 0) | DECIMAL(38,6)",
                "CAST('2024-01-02' AS DATE) - CAST('2024-01-01' AS DATE) | INTEGER",
                "CASE WHEN 1 < 2 THEN 1.5 ELSE 20 END | DECIMAL(2,1)"
            })
    void theFormulaIsAwss(String expression, String type) {
        assertThat(TYPER.query("SELECT " + expression + " AS x").get("x")).hasToString(type);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CAST('1' AS DECIMAL(24,6)) / CAST('1' AS DECIMAL(24,6)) | is DECIMAL(49,25), more than 38 digits",
                "SUM(CAST('1' AS DECIMAL(18,6))) - SUM(CAST('1' AS DECIMAL(18,6))) | is DECIMAL(39,6), more than 38 digits",
                "CAST(SUM(CAST('1' AS DECIMAL(18,6))) AS DECIMAL(24,6)) | overflows below 10^25",
                "CAST(CAST('1' AS DECIMAL(18,6)) AS DECIMAL(18,2)) | loses digits after the point",
                "SUM(CAST('1' AS DECIMAL(38,18))) | overflows below 10^25",
                "MEDIAN(1) | is not known to this test"
            })
    void whatDoesNotFitIsSaid(String expression, String problem) {
        assertThatThrownBy(() -> TYPER.query("SELECT " + expression + " AS x")).hasMessageContaining(problem);
    }
}
