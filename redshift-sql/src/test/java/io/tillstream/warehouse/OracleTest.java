package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.warehouse.oracle.Oracle;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every query against {@link Oracle} on sales made to be hostile ({@link HostileSales}), asked in several ways: no row differs.
 */
class OracleTest {
    private static TestWarehouse warehouse;
    private static Oracle oracle;

    @BeforeAll
    static void load() throws IOException, SQLException {
        warehouse = TestWarehouse.migrated();
        SalesFixture sales = HostileSales.of(20240229, 800);
        sales.write(warehouse);
        oracle = new Oracle(sales.lines());
    }

    @AfterAll
    static void stop() throws IOException {
        warehouse.close();
    }

    static List<String> names() {
        return Warehouse.bundled().analytics().stream().map(Query::name).toList();
    }

    @Test
    void theOracleAnswersEveryQueryAndNoOther() {
        assertThat(oracle.names()).containsExactlyInAnyOrderElementsOf(names());
    }

    @ParameterizedTest
    @MethodSource("names")
    void noRowDiffers(String name) throws SQLException {
        Query query = Warehouse.bundled().analytics(name).orElseThrow();
        for (Map<String, String> asked : HostileSales.questions()) {
            Map<String, String> given = new LinkedHashMap<>(asked);
            given.keySet()
                    .retainAll(query.parameters().stream()
                            .map(QueryParameter::parameterName)
                            .toList());
            assertThat(warehouse.rows(query, given))
                    .as("%s %s", name, given)
                    .isEqualTo(oracle.answer(name, query.values(given)));
        }
    }

    /** A comparison that finds nothing would find no difference. */
    @Test
    void theSalesReachWhatIsHard() throws SQLException {
        List<String> empty = new ArrayList<>();
        for (Query query : Warehouse.bundled().analytics()) {
            if (warehouse.rows(query).isEmpty()) {
                empty.add(query.name());
            }
        }
        assertThat(empty).isEmpty();
        assertThat(warehouse.rows(Warehouse.bundled().analytics("totals").orElseThrow()))
                .anySatisfy(row -> assertThat(row).matches("[A-Z]{3}\\|-.*"))
                .anySatisfy(row -> assertThat(row).matches(".*\\|[1-9][0-9]*"));
    }
}
