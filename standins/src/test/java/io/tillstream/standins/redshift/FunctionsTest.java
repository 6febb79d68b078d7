package io.tillstream.standins.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.tillstream.standins.redshift.sql.FunctionNames;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.redshiftdata.model.Field;

/** Each function that passes is there: it is called once, on columns of a table's types. */
@ExtendWith(SharedRedshift.class)
class FunctionsTest {
    /** The row that the calls see: s text, j JSON, t moment, d day, n decimal, f double, i integer, b whether. */
    private static final String ROW =
            " FROM (SELECT CAST('Tillstream' AS VARCHAR(20)) AS s, CAST('[10, \"x\"]' AS VARCHAR(50)) AS j,"
                    + " CAST('2026-01-31 10:20:30' AS TIMESTAMP) AS t, CAST('2026-01-31' AS DATE) AS d,"
                    + " CAST(2.5 AS DECIMAL(18,6)) AS n, CAST(0.5 AS DOUBLE PRECISION) AS f, CAST(7 AS INTEGER) AS i, TRUE AS b) AS one";

    /** Name, call and answer; a star for an answer that differs from run to run or in its last digits. */
    private static final String CALLS = """
            any_value        | ANY_VALUE(i)                                    | 7
            avg              | AVG(i)                                          | 7
            count            | COUNT(s)                                        | 1
            listagg          | LISTAGG(s, ',')                                 | Tillstream
            max              | MAX(t)                                          | 2026-01-31 10:20:30
            median           | MEDIAN(n)                                       | 2.5
            min              | MIN(d)                                          | 2026-01-31
            percentile_cont  | PERCENTILE_CONT(0.5) WITHIN GROUP (ORDER BY n)  | 2.5
            percentile_disc  | PERCENTILE_DISC(0.5) WITHIN GROUP (ORDER BY i)  | 7
            sum              | SUM(n)                                          | 2.500000
            stddev           | STDDEV(n)                                       | null
            stddev_samp      | STDDEV_SAMP(n)                                  | null
            stddev_pop       | STDDEV_POP(n)                                   | 0
            variance         | VARIANCE(n)                                     | null
            var_samp         | VAR_SAMP(n)                                     | null
            var_pop          | VAR_POP(n)                                      | 0
            bool_and         | BOOL_AND(b)                                     | true
            bool_or          | BOOL_OR(b)                                      | true
            bit_and          | BIT_AND(i)                                      | 7
            bit_or           | BIT_OR(i)                                       | 7
            grouping         | GROUPING(s)                                     | 0
            cume_dist        | CUME_DIST() OVER (ORDER BY i)                   | 1.0
            dense_rank       | DENSE_RANK() OVER (ORDER BY i)                  | 1
            first_value      | FIRST_VALUE(s) OVER (ORDER BY i ROWS UNBOUNDED PRECEDING) | Tillstream
            lag              | LAG(s) OVER (ORDER BY i)                        | null
            last_value       | LAST_VALUE(s) OVER (ORDER BY i ROWS UNBOUNDED PRECEDING) | Tillstream
            lead             | LEAD(s, 1) OVER (ORDER BY i)                    | null
            nth_value        | NTH_VALUE(s, 1) OVER (ORDER BY i ROWS UNBOUNDED PRECEDING) | Tillstream
            ntile            | NTILE(4) OVER (ORDER BY i)                      | 1
            percent_rank     | PERCENT_RANK() OVER (ORDER BY i)                | 0.0
            rank             | RANK() OVER (ORDER BY i)                        | 1
            ratio_to_report  | RATIO_TO_REPORT(i) OVER (PARTITION BY s)        | 1.0
            row_number       | ROW_NUMBER() OVER (ORDER BY i)                  | 1
            coalesce         | COALESCE(NULL, s)                               | Tillstream
            decode           | DECODE(i, 7, 'seven', 'other')                  | seven
            greatest         | GREATEST(i, 9)                                  | 9
            least            | LEAST(i, 9)                                     | 7
            nvl              | NVL(NULL, i)                                    | 7
            nvl2             | NVL2(s, 'there', 'not')                         | there
            nullif           | NULLIF(i, 7)                                    | null
            add_months       | ADD_MONTHS(d, 1)                                | 2026-02-28 00:00:00
            convert_timezone | CONVERT_TIMEZONE('Asia/Tokyo', t)               | 2026-01-31 19:20:30
            current_date     | CURRENT_DATE                                    | *
            date             | DATE(t)                                         | 2026-01-31
            date_cmp         | DATE_CMP(d, d)                                  | 0
            date_part        | DATE_PART(month, d)                             | 1.0
            date_part_year   | DATE_PART_YEAR(d)                               | 2026
            date_trunc       | DATE_TRUNC('month', t)                          | 2026-01-01 00:00:00
            dateadd          | DATEADD(day, i, t)                              | 2026-02-07 10:20:30
            datediff         | DATEDIFF(day, d, DATEADD(day, 3, d))            | 3
            extract          | EXTRACT(year FROM t)                            | 2026
            getdate          | GETDATE()                                       | *
            last_day         | LAST_DAY(d)                                     | 2026-01-31
            months_between   | MONTHS_BETWEEN(d, d)                            | 0.0
            sysdate          | SYSDATE                                         | *
            to_timestamp     | TO_TIMESTAMP('2026-01-31', 'YYYY-MM-DD')        | 2026-01-31 00:00:00+00
            trunc            | TRUNC(n)                                        | 2
            abs              | ABS(-i)                                         | 7
            acos             | ACOS(f)                                         | *
            asin             | ASIN(f)                                         | *
            atan             | ATAN(f)                                         | *
            atan2            | ATAN2(f, f)                                     | *
            cbrt             | CBRT(f)                                         | *
            ceil             | CEIL(n)                                         | 3
            ceiling          | CEILING(n)                                      | 3
            cos              | COS(f)                                          | *
            cot              | COT(f)                                          | *
            degrees          | DEGREES(f)                                      | *
            exp              | EXP(f)                                          | *
            floor            | FLOOR(n)                                        | 2
            ln               | LN(f)                                           | *
            log              | LOG(100)                                        | 2.0
            mod              | MOD(i, 4)                                       | 3
            pi               | PI()                                            | *
            pow              | POW(i, 2)                                       | 49.0
            power            | POWER(i, 2)                                     | 49.0
            radians          | RADIANS(f)                                      | *
            random           | RANDOM()                                        | *
            round            | ROUND(n, 0)                                     | 3
            sign             | SIGN(i)                                         | 1.0
            sin              | SIN(f)                                          | *
            sqrt             | SQRT(f)                                         | *
            tan              | TAN(f)                                          | *
            dexp             | DEXP(f)                                         | *
            dlog1            | DLOG1(f)                                        | *
            dlog10           | DLOG10(f)                                       | *
            ascii            | ASCII(s)                                        | 84
            bpcharcmp        | BPCHARCMP('a', 'b')                             | -1
            btrim            | BTRIM(s, 'Tm')                                  | illstrea
            bttext_pattern_cmp | BTTEXT_PATTERN_CMP(s, s)                      | 0
            char_length      | CHAR_LENGTH(s)                                  | 10
            character_length | CHARACTER_LENGTH(s)                             | 10
            charindex        | CHARINDEX('s', s)                               | 5
            chr              | CHR(65)                                         | A
            concat           | CONCAT(s, '!')                                  | Tillstream!
            crc32            | CRC32(s)                                        | 29ccf561
            initcap          | INITCAP(s)                                      | Tillstream
            left             | LEFT(s, 4)                                      | Till
            len              | LEN(s)                                          | 10
            length           | LENGTH(s)                                       | 10
            lower            | LOWER('CAFÉ')                                   | café
            lpad             | LPAD(s, 11, '*')                                | *Tillstream
            ltrim            | LTRIM(s, 'T')                                   | illstream
            octet_length     | OCTET_LENGTH(s)                                 | 10
            overlay          | OVERLAY(s PLACING 'F' FROM 1 FOR 1)             | Fillstream
            position         | POSITION('s' IN s)                              | 5
            quote_ident      | QUOTE_IDENT(s)                                  | "Tillstream"
            quote_literal    | QUOTE_LITERAL(s)                                | 'Tillstream'
            regexp_count     | REGEXP_COUNT(s, 'l')                            | 2
            regexp_instr     | REGEXP_INSTR(s, 's')                            | 5
            regexp_replace   | REGEXP_REPLACE(s, '(l)', '<$1>')                | Ti<l><l>stream
            regexp_substr    | REGEXP_SUBSTR(s, 'st[a-z]+')                    | stream
            repeat           | REPEAT(s, 2)                                    | TillstreamTillstream
            replace          | REPLACE(s, 'l', 'L')                            | TiLLstream
            replicate        | REPLICATE(s, 2)                                 | TillstreamTillstream
            reverse          | REVERSE(s)                                      | maertslliT
            right            | RIGHT(s, 6)                                     | stream
            rpad             | RPAD(s, 11, '*')                                | Tillstream*
            rtrim            | RTRIM(s, 'm')                                   | Tillstrea
            split_part       | SPLIT_PART(s, 'l', 3)                           | stream
            strpos           | STRPOS(s, 's')                                  | 5
            strtol           | STRTOL('ff', 16)                                | 255
            substring        | SUBSTRING(s, 5, 3)                              | str
            textlen          | TEXTLEN(s)                                      | 10
            translate        | TRANSLATE(s, 'lt', 'xy')                        | Tixxsyream
            trim             | TRIM(s)                                         | Tillstream
            upper            | UPPER('straße élan')                            | STRAßE ÉLAN
            md5              | MD5(s)                                          | a2e9f67a0e0a3750697c53a2c4cde2f6
            sha2             | SHA2('a', 256)                                  | ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb
            cast             | CAST(n AS INTEGER)                              | 3
            convert          | CONVERT(INTEGER, '7')                           | 7
            to_char          | TO_CHAR(t, 'YYYY-MM')                           | 2026-01
            to_date          | TO_DATE('31.01.2026', 'DD.MM.YYYY')             | 2026-01-31
            to_number        | TO_NUMBER('12.5', '99D9')                       | 12.5
            json_extract_path_text | JSON_EXTRACT_PATH_TEXT('{"a": 1}', 'a')   | 1
            json_array_length | JSON_ARRAY_LENGTH(j)                           | 2
            is_valid_json    | IS_VALID_JSON(j)                                | true
            json_extract_array_element_text | JSON_EXTRACT_ARRAY_ELEMENT_TEXT(j, 1) | x
            current_database | CURRENT_DATABASE()                              | warehouse
            current_schema   | CURRENT_SCHEMA()                                | public
            current_schemas  | CURRENT_SCHEMAS(FALSE)                          | *
            current_setting  | CURRENT_SETTING('timezone')                     | UTC
            current_user     | CURRENT_USER                                    | tillstream
            has_database_privilege | HAS_DATABASE_PRIVILEGE(CURRENT_USER, CURRENT_DATABASE(), 'create') | true
            has_schema_privilege | HAS_SCHEMA_PRIVILEGE('public', 'usage')     | true
            has_table_privilege | HAS_TABLE_PRIVILEGE('pg_class', 'select')    | true
            pg_backend_pid   | PG_BACKEND_PID()                                | *
            user             | USER                                            | tillstream
            version          | VERSION()                                       | *
            set_config       | SET_CONFIG('query_group.of', 'x', TRUE)         | x
            session_user     | SESSION_USER                                    | tillstream
            pg_sleep         | PG_SLEEP(0)                                     | *
            """;

    private static LocalRedshift redshift;

    @BeforeAll
    static void start(LocalRedshift shared) {
        redshift = shared;
    }

    @TestFactory
    Stream<DynamicTest> eachAnswers() {
        return CALLS.lines()
                .map(line -> line.split("\\|"))
                .map(cells -> dynamicTest(cells[0].strip(), () -> {
                    String call = cells[1].strip();
                    String sql = "SELECT " + call + ROW + (call.startsWith("GROUPING") ? " GROUP BY s" : "");
                    String answer = text(redshift.rows(sql).get(0).get(0));
                    String expected = cells[2].strip();
                    assertThat(answer)
                            .as(call)
                            .matches(a -> expected.equals("*") ? !a.equals("null") : a.equals(expected), expected);
                }));
    }

    @Test
    void noneIsForgotten() {
        Map<String, Long> called = CALLS.lines()
                .collect(Collectors.groupingBy(
                        line -> line.split("\\|")[0].strip(), TreeMap::new, Collectors.counting()));

        assertThat(called.keySet()).containsExactlyInAnyOrderElementsOf(FunctionNames.passing());
        assertThat(called.values()).containsOnly(1L);
    }

    private static String text(Field field) {
        return switch (field.type()) {
            case IS_NULL -> "null";
            case STRING_VALUE -> field.stringValue();
            case LONG_VALUE -> field.longValue().toString();
            case DOUBLE_VALUE -> field.doubleValue().toString();
            case BOOLEAN_VALUE -> field.booleanValue().toString();
            case BLOB_VALUE, UNKNOWN_TO_SDK_VERSION -> throw new AssertionError(field);
        };
    }
}
