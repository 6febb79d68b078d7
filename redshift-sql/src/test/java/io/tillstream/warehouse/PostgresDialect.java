package io.tillstream.warehouse;

import java.util.List;
import java.util.regex.Pattern;

/**
 * What PostgreSQL lacks of Redshift, for these tests alone: the attributes of tables and views go, three functions come, and the
 * system relations are empty tables with Redshift's columns. The module {@code local} has the stand-in that does more.
 */
final class PostgresDialect {
    private static final Pattern ATTRIBUTES = Pattern.compile(
            "\\s+(ENCODE \\w+|DISTSTYLE \\w+|DISTKEY \\([^)]*\\)|(COMPOUND )?SORTKEY \\([^)]*\\)|AUTO REFRESH NO|WITH NO SCHEMA BINDING)");
    private static final Pattern ROLE = Pattern.compile("\\b(TO|GRANT) ROLE ");
    private static final Pattern DATEDIFF = Pattern.compile("DATEDIFF\\(minute, ");

    static final List<String> SET_UP = List.of(
            "CREATE FUNCTION getdate() RETURNS timestamp LANGUAGE sql AS $$ SELECT timezone('UTC', now())::timestamp $$",
            "CREATE FUNCTION strtol(text, int) RETURNS bigint LANGUAGE sql"
                    + " AS $$ SELECT ('x' || lpad($1, 16, '0'))::bit(64)::bigint $$",
            "CREATE FUNCTION datediff_minute(timestamp, timestamp) RETURNS bigint LANGUAGE sql"
                    + " AS $$ SELECT (extract(epoch FROM date_trunc('minute', $2) - date_trunc('minute', $1)) / 60)::bigint $$",
            "CREATE TABLE svv_table_info (\"schema\" text, \"table\" text, diststyle text, sortkey1 text, size bigint,"
                    + " tbl_rows numeric, skew_rows numeric, unsorted numeric, stats_off numeric)",
            "CREATE TABLE sys_query_history (query_id bigint, user_id int, query_type text, status text, start_time timestamp,"
                    + " elapsed_time bigint, queue_time bigint, execution_time bigint, returned_rows bigint, error_message text,"
                    + " query_text text)",
            "CREATE TABLE sys_load_error_detail (query_id bigint, start_time timestamp, file_name text, line_number bigint,"
                    + " column_name text, column_type text, error_code int, error_message text)",
            "CREATE TABLE svv_mv_info (schema_name text, name text, is_stale text, state int)");

    private PostgresDialect() {}

    static String translate(String statement) {
        String plain = ATTRIBUTES.matcher(statement).replaceAll("").replace("pg_catalog.s", "s");
        return DATEDIFF.matcher(ROLE.matcher(plain).replaceAll("$1 ")).replaceAll("datediff_minute(");
    }
}
