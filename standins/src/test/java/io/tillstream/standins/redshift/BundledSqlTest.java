package io.tillstream.standins.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.warehouse.MaterializedView;
import io.tillstream.warehouse.Migration;
import io.tillstream.warehouse.Query;
import io.tillstream.warehouse.Warehouse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.redshiftdata.model.ColumnMetadata;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

/** All SQL of the warehouse as it is written for Redshift, on the stand-in, which is at least as strict. */
class BundledSqlTest {
    @TempDir
    static Path directory;

    private static LocalRedshift redshift;

    @BeforeAll
    static void migrate() throws Exception {
        Warehouse warehouse = Warehouse.bundled();
        redshift = new LocalRedshift(directory);
        assertThat(redshift.runBatch(warehouse.bootstrap().toArray(String[]::new))
                        .error())
                .isNull();
        for (Migration migration : warehouse.migrations()) {
            assertThat(redshift.runBatch(migration.batch().toArray(String[]::new))
                            .error())
                    .as(migration.name())
                    .isNull();
        }
        redshift.ok(
                "INSERT INTO sales.fact_sales (topic_id, kafka_partition, kafka_offset, record_index, event_id, source,"
                        + " event_type, order_id, line_number, order_ts, date_key, time_key, product_key, customer_key, location_key,"
                        + " store_key, quantity, revenue, currency, batch_no) VALUES ('t', 0, 0, 0, 'e', 'till', 'SALE', 'o', 1,"
                        + " '2024-01-02 03:04:05', 20240102, 304, 0, 0, 0, 0, 2, 12.5, 'USD', 1)");
    }

    @AfterAll
    static void close() throws Exception {
        redshift.close();
    }

    @Test
    void theCalendarIsFilled() {
        assertThat(redshift.value("SELECT COUNT(*) FROM sales.dim_date")).isEqualTo("40177");
    }

    /** No statistics have been gathered yet, as right after a load: a nested loop over a wrong guess took minutes. */
    @Test
    void everyAnalyticsQueryRunsWithItsParametersBoundRightAfterALoad() {
        redshift.ok(
                "INSERT INTO sales.dim_product SELECT date_key, 'bulk', 'p' || date_key, 'name ' || day, 'category ' || month,"
                        + " NULL, '1900-01-01 00:00:00', NULL, TRUE, 1 FROM sales.dim_date WHERE year IN (1990, 1991)");
        redshift.ok(
                "INSERT INTO sales.fact_sales (topic_id, kafka_partition, kafka_offset, record_index, event_id, source,"
                        + " event_type, order_id, line_number, order_ts, date_key, time_key, product_key, customer_key, location_key,"
                        + " store_key, quantity, revenue, currency, batch_no)"
                        + " SELECT 't', 1, d.date_key, 0, 'b' || d.date_key, 'bulk', 'SALE', 'o' || d.date_key / 4, 1, d.date, d.date_key,"
                        + " 304, 19900000 + MOD(d.month * 7, 12) * 100 + 101 + MOD(d.day * 3, 28), 0, 0, 0, 1, d.day, 'USD', 1"
                        + " FROM sales.dim_date AS d WHERE d.year < 2020");
        for (Query query : Warehouse.bundled().analytics()) {
            String id = redshift.ok(query).id();
            assertThat(redshift.client().getStatementResult(b -> b.id(id)).columnMetadata())
                    .as(query.name())
                    .extracting(ColumnMetadata::name)
                    .containsExactlyElementsOf(query.columns());
        }
    }

    @Test
    void theMaterializedViewsAreStaleUntilTheyAreRefreshed() {
        assertThat(redshift.value("SELECT COUNT(*) FROM sales.monthly_sales")).isEqualTo("0");
        for (MaterializedView view : MaterializedView.values()) {
            assertThat(redshift.run(view.refresh()).status())
                    .as(view.viewName())
                    .isEqualTo(StatusString.FINISHED);
        }
        assertThat(redshift.value("SELECT revenue FROM sales.monthly_sales WHERE source = 'till'"))
                .isEqualTo("12.500000");
        assertThat(redshift.value("SELECT units FROM sales.hourly_sales WHERE source = 'till' AND sale_hour = 3"))
                .isEqualTo("2.000000");
        assertThat(redshift.value("SELECT COUNT(*) FROM ops.view_freshness")).isEqualTo("3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT table_rows FROM ops.table_health WHERE table_name = 'fact_sales'",
                "SELECT COUNT(*) FROM ops.load_history",
                "SELECT COUNT(*) FROM ops.freshness",
                "SELECT COUNT(*) FROM ops.slow_queries",
                "SELECT COUNT(*) FROM ops.load_errors",
                "SELECT COUNT(*) FROM sales.wide_sales WHERE sale_month = '2024-01' AND daypart = 'Night'",
                "SELECT COUNT(*) FROM sales.current_products"
            })
    void everyViewAnswers(String sql) {
        assertThat(redshift.value(sql)).isNotEmpty();
    }

    @Test
    void whatFailedStandsInTheOperatorsView() {
        redshift.run("SELECT no_such_column FROM sales.fact_sales");
        assertThat(redshift.value(
                        "SELECT COUNT(*) FROM ops.failed_queries WHERE error_message LIKE '%no_such_column%'"))
                .isEqualTo("1");
    }

    /** The loader's role alone suffices for what follows a load, and gives nothing else of the owner's rights. */
    @Test
    void theLoadersRoleRefreshesTheViewsByTheirProcedures() throws SQLException {
        redshift.ok("CREATE USER lou PASSWORD 'Loader-2026'");
        redshift.ok("GRANT ROLE tillstream_loader TO lou");
        redshift.ok("CREATE USER amy PASSWORD 'Analyst-2026'");
        redshift.ok("GRANT ROLE tillstream_analyst TO amy");
        try (Connection connection = connect("lou", "Loader-2026");
                Statement statement = connection.createStatement()) {
            for (MaterializedView view : MaterializedView.values()) {
                statement.execute(view.refresh());
                assertThatThrownBy(() -> statement.execute("REFRESH MATERIALIZED VIEW " + view.viewName()))
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
        }
        try (Connection connection = connect("amy", "Analyst-2026");
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute(MaterializedView.MONTHLY_SALES.refresh()))
                    .hasMessageContaining("permission denied");
        }
    }

    private static Connection connect(String user, String password) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://127.0.0.1:" + redshift.port() + "/warehouse", user, password);
    }

    @Test
    void anAnalystConnectsReadsAndChangesNothing() throws SQLException {
        redshift.ok("CREATE USER ana PASSWORD 'Analyst-2026'");
        redshift.ok("GRANT ROLE tillstream_analyst TO ana");
        try (Connection connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + redshift.port() + "/warehouse", "ana", "Analyst-2026");
                Statement statement = connection.createStatement()) {
            try (ResultSet result =
                    statement.executeQuery("SELECT category, revenue FROM sales.wide_sales WHERE source = 'till'")) {
                assertThat(result.next()).isTrue();
                assertThat(result.getString("category")).isEqualTo("Unknown");
                assertThat(result.getBigDecimal("revenue")).isEqualByComparingTo("12.5");
            }
            for (String sql : List.of(
                    "DELETE FROM sales.fact_sales",
                    "CREATE TABLE sales.mine (n INTEGER)",
                    "SELECT * FROM ops.load_ledger",
                    "REFRESH MATERIALIZED VIEW sales.monthly_sales")) {
                assertThatThrownBy(() -> statement.execute(sql))
                        .as(sql)
                        .hasMessageMatching("(?s).*(permission denied|must be owner).*");
            }
        }
    }
}
