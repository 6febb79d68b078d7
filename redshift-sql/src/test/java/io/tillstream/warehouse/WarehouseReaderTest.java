package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WarehouseReaderTest {
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
        Query query = Query.parse("q", "-- question: How many?\n-- columns: currency, n\nSELECT 1;\n");
        assertThat(query.question()).isEqualTo("How many?");
        assertThat(query.columns()).containsExactly("currency", "n");
        assertThatThrownBy(() -> Query.parse("q", "SELECT 1;\n")).hasMessageContaining("-- question:");
        assertThatThrownBy(() -> Query.parse("q", "-- question: x\n-- columns: a\nSELECT 1;\nSELECT 2;\n"))
                .hasMessageContaining("one statement, not 2");
    }

    @Test
    void everyAnalyticsQueryLeadsWithItsKeyAndNamesTheCurrency() {
        assertThat(Warehouse.bundled().analytics())
                .extracting(Query::name)
                .containsExactly(
                        "totals", "revenue_by_day", "revenue_by_month", "revenue_by_category", "revenue_by_region");
        assertThat(Warehouse.bundled().analytics()).allSatisfy(query -> {
            assertThat(query.columns().indexOf("currency")).isBetween(0, 1);
            assertThat(query.columns()).contains("revenue", "orders", "lines", "units");
        });
        assertThat(Warehouse.bundled().analytics("nothing")).isEmpty();
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
