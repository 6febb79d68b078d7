package io.tillstream.standins.redshift.copy;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.standins.redshift.LocalRedshift;
import io.tillstream.standins.redshift.SharedRedshift;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.io.api.Binary;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

@ExtendWith(SharedRedshift.class)
class ParquetCopyTest {
    private static final String SCHEMA = "required int64 id; optional binary name (STRING); optional int32 n;";

    @TempDir
    static Path directory;

    private static LocalRedshift redshift;
    private static ParquetFiles files;
    private static int tables;

    private String table;

    @BeforeAll
    static void start(LocalRedshift shared) throws Exception {
        redshift = shared;
        files = new ParquetFiles(Files.createDirectory(directory.resolve("scratch")), redshift.s3());
    }

    @BeforeEach
    void createTable() {
        table = "t" + ++tables;
        redshift.ok("CREATE TABLE " + table + " (id BIGINT NOT NULL, name VARCHAR(8), n INTEGER)");
    }

    @Test
    void loadsEveryTypeByPosition() throws Exception {
        redshift.ok("CREATE TABLE typed (i INTEGER, b BIGINT, f BOOLEAN, t VARCHAR(64), d DATE, p DECIMAL(18,6),"
                + " w DECIMAL(38,2), at TIMESTAMP)");
        String schema = "optional int32 a; optional int64 b; optional boolean c; optional binary d (STRING);"
                + " optional int32 e (DATE); optional fixed_len_byte_array(8) f (DECIMAL(18,6));"
                + " optional fixed_len_byte_array(16) g (DECIMAL(38,2)); optional int96 h;";
        Consumer<Group> full = row -> row.append("a", -7)
                .append("b", Long.MIN_VALUE)
                .append("c", true)
                .append("d", "Zürich, \"quoted\"\n\\N")
                .append("e", (int) LocalDate.of(1969, 7, 20).toEpochDay())
                .append("f", decimal("-12345.600789", 8))
                .append("g", decimal("123456789012345678901234567890123456.78", 16))
                .append("h", int96(LocalDate.of(2017, 12, 30), 86_399_999_999_000L));
        Consumer<Group> small = row -> row.append("f", decimal("0.000001", 8)).append("g", decimal("-0.05", 16));

        DescribeStatementResponse end =
                copy("typed", files.manifest(files.put(schema, List.of(full, small, row -> {}))));

        assertThat(end.error()).isNull();
        assertThat(end.resultRows()).isEqualTo(3);
        assertThat(end.hasResultSet()).isFalse();
        assertThat(redshift.value("SELECT i || '/' || b || '/' || f || '/' || d || '/' || p || '/' || w || '/' || at"
                        + " FROM typed WHERE i = -7"))
                .isEqualTo("-7/-9223372036854775808/true/1969-07-20/-12345.600789/"
                        + "123456789012345678901234567890123456.78/2017-12-30 23:59:59.999999");
        assertThat(redshift.value("SELECT t FROM typed WHERE i = -7")).isEqualTo("Zürich, \"quoted\"\n\\N");
        assertThat(redshift.value("SELECT p || '/' || w FROM typed WHERE i IS NULL AND p IS NOT NULL"))
                .isEqualTo("0.000001/-0.05");
        assertThat(redshift.value("SELECT COUNT(*) FROM typed WHERE p IS NULL AND at IS NULL AND t IS NULL"))
                .isEqualTo("1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "1", "-1", "9999.999999", "10000", "-999999999999.999999", "0.5", "123456.000100"})
    void decimalsKeepEveryDigit(String text) throws Exception {
        redshift.ok("CREATE TABLE d" + table + " (p DECIMAL(18,6), w DECIMAL(38,6))");
        String schema =
                "required fixed_len_byte_array(8) f (DECIMAL(18,6)); required fixed_len_byte_array(16) g (DECIMAL(38,6));";
        BigDecimal value = new BigDecimal(text).setScale(6);

        copy(
                "d" + table,
                files.manifest(files.put(
                        schema,
                        List.of(row -> row.append("f", decimal(value.toString(), 8))
                                .append("g", decimal(value.toString(), 16))))));

        assertThat(redshift.value("SELECT p FROM d" + table)).isEqualTo(value.toPlainString());
        assertThat(redshift.value("SELECT w FROM d" + table)).isEqualTo(value.toPlainString());
    }

    @Test
    void loadsSeveralFilesOfManyRowGroups() throws Exception {
        List<Consumer<Group>> rows = new ArrayList<>(Collections.nCopies(3000, row(1, "x", 2)));

        DescribeStatementResponse end = copy(
                table, files.manifest(files.put(SCHEMA, rows), files.put(SCHEMA, rows), files.put(SCHEMA, List.of())));

        assertThat(end.resultRows()).isEqualTo(6000);
        assertThat(redshift.value("SELECT SUM(id + n) FROM " + table)).isEqualTo("18000");
    }

    @Test
    void aColumnListFollowsTheFile() throws Exception {
        String manifest = files.manifest(files.put(
                "required binary x (STRING); required int64 y;",
                List.of(row -> row.append("x", "a").append("y", 5L))));

        assertThat(copy(table + " (name, id)", manifest).status()).isEqualTo(StatusString.FINISHED);
        assertThat(redshift.value("SELECT name FROM " + table + " WHERE id = 5 AND n IS NULL"))
                .isEqualTo("a");
        assertThat(copy(table + " (name, missing)", manifest).error()).contains("column \"missing\"");
        assertThat(copy(table + " (name, n)", manifest).error()).contains("NOT NULL columns without a default");
    }

    @Test
    void refusesAnotherNumberOfColumns() throws Exception {
        assertRefused(
                files.manifest(files.put("required int64 id;", List.of(row -> row.append("id", 1L)))),
                "Unmatched number of columns between table and file. Table columns: 3, Data columns: 1");
        assertRefused(
                files.manifest(files.put(SCHEMA + " optional int32 extra;", List.of(row(1, "a", 1)))),
                "Data columns: 4");
    }

    /** The type of the file's only column, against the type of the table's. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    int64 c                                            | INTEGER
                    int32 c                                            | BIGINT
                    int32 c (INTEGER(8,true))                          | INTEGER
                    int64 c (INTEGER(64,false))                        | BIGINT
                    int32 c                                            | SMALLINT
                    int32 c                                            | DATE
                    int32 c (DATE)                                     | INTEGER
                    binary c                                           | VARCHAR(9)
                    binary c (JSON)                                    | VARCHAR(9)
                    binary c (STRING)                                  | CHAR(9)
                    int64 c (TIMESTAMP(MICROS,true))                   | TIMESTAMP
                    int64 c (TIMESTAMP(NANOS,true))                    | TIMESTAMP
                    int96 c                                            | TIMESTAMPTZ
                    int96 c                                            | BIGINT
                    int32 c (DECIMAL(9,2))                             | DECIMAL(9,2)
                    int64 c (DECIMAL(18,6))                            | DECIMAL(18,6)
                    binary c (DECIMAL(18,6))                           | DECIMAL(18,6)
                    fixed_len_byte_array(9) c (DECIMAL(18,6))          | DECIMAL(18,6)
                    fixed_len_byte_array(8) c (DECIMAL(18,4))          | DECIMAL(18,6)
                    fixed_len_byte_array(8) c (DECIMAL(17,6))          | DECIMAL(18,6)
                    fixed_len_byte_array(13) c (DECIMAL(29,9))         | DECIMAL(18,9)
                    fixed_len_byte_array(8) c                          | DECIMAL(18,6)
                    double c                                           | DECIMAL(18,6)
                    double c                                           | FLOAT
                    boolean c                                          | INTEGER
                    """)
    void refusesEveryOtherTypeEvenWithoutRows(String parquet, String column) throws Exception {
        redshift.ok("CREATE TABLE one" + table + " (c " + column + ")");

        DescribeStatementResponse end =
                copy("one" + table, files.manifest(files.put("optional " + parquet + ";", List.of())));

        assertThat(end.error()).contains("Spectrum Scan Error").contains("incompatible Parquet schema for column 'c'");
    }

    @ParameterizedTest
    @ValueSource(strings = {"repeated int64 id;", "optional group id { optional int64 x; }"})
    void refusesNestedAndRepeatedColumns(String column) throws Exception {
        redshift.ok("CREATE TABLE one" + table + " (id BIGINT)");

        assertThat(copy("one" + table, files.manifest(files.put(column, List.of())))
                        .error())
                .contains("incompatible Parquet schema for column 'id'");
    }

    @Test
    void refusesTextThatIsTooLongInBytes() throws Exception {
        assertThat(copy(table, files.manifest(files.put(SCHEMA, List.of(row(1, "üüüü", 1)))))
                        .status())
                .isEqualTo(StatusString.FINISHED);
        redshift.ok("DELETE FROM " + table);

        assertRefused(
                files.manifest(files.put(SCHEMA, List.of(row(1, "a", 1), row(2, "üüüüü", 1)))),
                "The length of the data column name is longer than the length defined in the table. Table: 8, Data: 10.");
        assertThat(
                        redshift.value(
                                "SELECT line_number || '/' || column_name || '/' || column_type FROM"
                                        + " sys_load_error_detail WHERE error_message LIKE '%Data: 10.%' ORDER BY start_time DESC LIMIT 1"))
                .isEqualTo("2/name/character varying(8)");
    }

    @Test
    void refusesNullInANotNullColumn() throws Exception {
        assertRefused(
                files.manifest(files.put(
                        "optional int64 id; optional binary name (STRING); optional int32 n;", List.of(row -> {}))),
                "Cannot insert a NULL value into column id");
    }

    @Test
    void refusesAZeroByteInText() throws Exception {
        assertRefused(files.manifest(files.put(SCHEMA, List.of(row(1, "a\0b", 1)))), "invalid byte sequence");
    }

    @Test
    void aFileAtFaultLeavesNothingOfTheOthersNorOfTheBatch() throws Exception {
        String good = files.put(SCHEMA, List.of(row(1, "a", 1)));
        String bad = files.put(SCHEMA, List.of(row(2, "far too long", 1)));
        redshift.ok("CREATE TABLE b" + table + " (n BIGINT)");

        DescribeStatementResponse end =
                redshift.runBatch("INSERT INTO b" + table + " VALUES (1)", copySql(table, files.manifest(good, bad)));

        assertThat(end.error()).startsWith("Query #2 failed with ERROR: Spectrum Scan Error.");
        assertThat(redshift.value("SELECT COUNT(*) FROM " + table)).isEqualTo("0");
        assertThat(redshift.value("SELECT COUNT(*) FROM b" + table)).isEqualTo("0");
    }

    @Test
    void aFileListedTwiceIsLoadedTwice() throws Exception {
        String file = files.put(SCHEMA, List.of(row(1, "a", 1)));

        assertThat(copy(table, files.manifest(file, file)).resultRows()).isEqualTo(2);
    }

    @Test
    void loadsIntoATempTableOfTheBatchWithItsLimits() throws Exception {
        String manifest = files.manifest(files.put(SCHEMA, List.of(row(1, "a", 1))));

        DescribeStatementResponse end = redshift.runBatch(
                "CREATE TEMP TABLE stage (LIKE " + table + ")",
                copySql("stage", manifest),
                "INSERT INTO " + table + " SELECT * FROM stage");

        assertThat(end.error()).isNull();
        assertThat(end.subStatements()).extracting(s -> s.resultRows()).containsExactly(0L, 1L, 1L);
    }

    @Test
    void theManifestMustBeTrueInEveryPoint() throws Exception {
        String entry = files.put(SCHEMA, List.of(row(1, "a", 1)));
        String url = entry.replaceAll(".*s3://lake/([^\"]*)\".*", "$1");

        assertRefused(files.manifest(entry.replace("true", "false")), "is not mandatory");
        assertRefused(files.manifest(entry.replaceAll(",\"meta\".*", "}")), "content_length is missing");
        assertRefused(files.manifest(ParquetFiles.entry(url, true, 1)), "is 1 in the manifest, but the file has");
        assertRefused(files.manifest(entry, ParquetFiles.entry("loads/missing.parquet", true, 1)), "Error NoSuchKey");
        assertRefused(files.manifest(), "it has no entries");
        assertRefused(files.object("{\"entries\": ["), "Invalid JSON");
        assertRefused("s3://lake/loads/none.manifest", "Error NoSuchKey");
        assertRefused("s3://no-such-bucket/x.manifest", "S3ServiceException");
    }

    @Test
    void refusesWhatIsNoParquetFile() {
        String text = files.object("not parquet at all");
        String key = text.substring("s3://lake/".length());

        assertRefused(files.manifest(ParquetFiles.entry(key, true, 18)), "Not a readable Parquet file");
    }

    @Test
    void refusesAMissingTable() {
        assertThat(copy("nowhere.at_all", files.manifest()).error()).contains("schema \"nowhere\" does not exist");
    }

    private void assertRefused(String manifest, String message) {
        DescribeStatementResponse end = copy(table, manifest);
        assertThat(end.status()).isEqualTo(StatusString.FAILED);
        assertThat(end.error()).contains(message);
        assertThat(redshift.value("SELECT COUNT(*) FROM " + table)).isEqualTo("0");
    }

    private static DescribeStatementResponse copy(String target, String manifest) {
        return redshift.run(copySql(target, manifest));
    }

    private static String copySql(String target, String manifest) {
        return "COPY " + target + " FROM '" + manifest
                + "' IAM_ROLE 'arn:aws:iam::123456789012:role/copy' FORMAT AS PARQUET MANIFEST";
    }

    private static Consumer<Group> row(long id, String name, int n) {
        return row -> row.append("id", id).append("name", name).append("n", n);
    }

    private static Binary decimal(String value, int bytes) {
        byte[] digits = new BigDecimal(value).unscaledValue().toByteArray();
        byte[] fixed = new byte[bytes];
        Arrays.fill(fixed, (byte) (digits[0] < 0 ? -1 : 0));
        System.arraycopy(digits, 0, fixed, bytes - digits.length, digits.length);
        return Binary.fromConstantByteArray(fixed);
    }

    private static Binary int96(LocalDate date, long nanosOfDay) {
        ByteBuffer bytes = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
        bytes.putLong(nanosOfDay).putInt((int) date.getLong(java.time.temporal.JulianFields.JULIAN_DAY));
        return Binary.fromConstantByteArray(bytes.array());
    }
}
