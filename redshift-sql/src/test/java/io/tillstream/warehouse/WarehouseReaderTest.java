package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.lake.WarehouseTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WarehouseReaderTest {
    private static final Pattern PLACEHOLDER = Pattern.compile("(?<=(?<!:):)[a-z_]+");

    @Test
    void aStatementEndsWithTheSemicolonThatEndsALine() {
        assertThat(SqlScript.statements(
                        "s", "-- a; comment;\nSELECT ';' AS a,\n  -- inner;\n\n  1;  \nSELECT 2;\n-- end;\n"))
                .containsExactly("SELECT ';' AS a,\n  1", "SELECT 2");
        assertThatThrownBy(() -> SqlScript.statements("s.sql", "SELECT 1;\nSELECT 2"))
                .hasMessageContaining("s.sql")
                .hasMessageContaining("SELECT 2");
    }

    @Test
    void aQueryIsReadWithItsQuestionAndColumns() {
        Query query = Query.parse("q", "", "-- question: How many?\n-- columns: currency, n\nSELECT 1;\n");
        assertThat(query.question()).isEqualTo("How many?");
        assertThat(query.columns()).containsExactly("currency", "n");
        assertThatThrownBy(() -> Query.parse("q", "", "SELECT 1;\n")).hasMessageContaining("-- question:");
        assertThatThrownBy(() -> Query.parse("q", "", "-- question: x\n-- columns: a\nSELECT 1;\nSELECT 2;\n"))
                .hasMessageContaining("one statement, not 2");
    }

    @Test
    void aQueryTakesTheParametersOfItsHeaderAndNoOther() {
        Query query = Query.parse(
                "q",
                "",
                "-- question: How many?\n-- columns: n\n-- parameters: source, top\n-- headline\nSELECT :top;\n");
        assertThat(query.headline()).isTrue();
        assertThat(query.values(Map.of())).containsExactly(Map.entry("source", "*"), Map.entry("top", "10"));
        assertThat(query.values(Map.of("top", "3"))).containsEntry("top", "3");
        assertThatThrownBy(() -> query.values(Map.of("since", "2024-01-01")))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessage("Query q has no parameter since; it takes source, top.");
        assertThatThrownBy(
                        () -> Query.parse("q", "", "-- question: x\n-- columns: a\n-- parameters: nope\nSELECT 1;\n"))
                .hasMessage("q: there is no parameter nope");
    }

    @ParameterizedTest
    @CsvSource({
        "TOP,0",
        "TOP,-1",
        "TOP,1.5",
        "TOP,many",
        "TOP,99999999999",
        "TOP,''",
        "SINCE,2024-02-30",
        "SINCE,1989-12-31",
        "UNTIL,2100-01-01",
        "UNTIL,today",
        "SOURCE,''",
        "SOURCE,\u0007"
    })
    void aValueThatIsNotOfItsFormIsRefused(QueryParameter parameter, String value) {
        assertThatThrownBy(() -> parameter.checked(value))
                .isInstanceOf(InvalidParameterException.class)
                .hasMessageStartingWith("Parameter " + parameter.parameterName() + " must be ");
    }

    /** A file that no index names would be shipped and never found. */
    @ParameterizedTest
    @CsvSource({"analytics", "migrations"})
    void everySqlFileIsInItsIndex(String directory) throws IOException {
        Path resources = Path.of("src/main/resources/io/tillstream/warehouse", directory);
        String index = Files.readString(resources.resolve("index.txt"));
        try (Stream<Path> files = Files.list(resources)) {
            assertThat(files.map(file -> file.getFileName().toString().replace(".sql", ""))
                            .filter(name -> !name.equals("index.txt") && !name.equals("bootstrap"))
                            .filter(name -> !Pattern.compile("\\b" + name + "\\b")
                                    .matcher(index)
                                    .find()))
                    .isEmpty();
        }
    }

    @Test
    void everyDefaultIsOfItsForm() {
        assertThat(QueryParameter.values())
                .allSatisfy(parameter ->
                        assertThat(parameter.checked(parameter.defaultValue())).isEqualTo(parameter.defaultValue()));
    }

    @Test
    void everyAnalyticsQueryDeclaresTheParametersOfItsSqlAndNamesTheCurrencyOfItsMoney() {
        assertThat(Warehouse.bundled().analytics()).extracting(Query::name).startsWith("totals");
        assertThat(Warehouse.bundled().analytics("nothing")).isEmpty();
        assertThat(Warehouse.bundled().analytics()).allSatisfy(query -> {
            assertThat(PLACEHOLDER
                            .matcher(query.sql())
                            .results()
                            .map(MatchResult::group)
                            .distinct())
                    .as(query.name())
                    .containsExactlyInAnyOrderElementsOf(query.parameters().stream()
                            .map(QueryParameter::parameterName)
                            .toList());
            assertThat(query.parameters()).as(query.name()).contains(QueryParameter.SOURCE);
            if (query.sql().contains("revenue") || query.sql().contains("profit")) {
                assertThat(query.columns()).as(query.name()).contains("currency");
            }
        });
        assertThat(Warehouse.bundled().analytics().stream().filter(Query::headline))
                .hasSizeBetween(3, 7);
    }

    @Test
    void theFingerprintIsTheDigestOfTheColumnLines() {
        assertThat(WarehouseTable.DIM_STORE.schemaFingerprint())
                .isEqualTo(Sha256.hex("store_key bigint\nsource varchar(64)\nstore_id varchar(64)\nbatch_no bigint"))
                .hasSize(64);
        assertThat(WarehouseTable.named("dim_store")).contains(WarehouseTable.DIM_STORE);
        assertThat(WarehouseTable.named("dim_date")).isEmpty();
    }

    @Test
    void aMigrationsFileNameIsChecked() {
        assertThatThrownBy(() -> Migration.parse("1_first.sql", "SELECT 1;")).hasMessageContaining("1_first.sql");
    }
}
