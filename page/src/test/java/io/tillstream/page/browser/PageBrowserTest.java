package io.tillstream.page.browser;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.operations.query.ResultTable;
import io.tillstream.page.FakeSource;
import io.tillstream.page.Page;
import io.tillstream.page.SeededWarehouse;
import io.tillstream.page.TestLedgers;
import io.tillstream.warehouse.Query;
import io.tillstream.warehouse.Warehouse;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openqa.selenium.By;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

/**
 * The page in a real browser, on a real warehouse. Screenshots of every view at three widths in both themes go to
 * {@code target/screenshots}. The tests that change what is shown come last.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PageBrowserTest {
    private static final String REVENUE = "SELECT SUM(revenue) FROM sales.fact_sales WHERE currency = 'USD'";

    @TempDir
    static Path directory;

    private static Browser browser;
    private static SeededWarehouse warehouse;
    private static FakeSource source;
    private static Page page;

    @BeforeAll
    static void serve() throws Exception {
        browser = Browser.start(directory.resolve("profile"));
        warehouse = new SeededWarehouse(directory.resolve("warehouse"));
        source = new FakeSource(warehouse.runner());
        page = Page.serve(source, 0);
    }

    @AfterAll
    static void stop() throws Exception {
        if (page != null) {
            browser.close();
            page.close();
            warehouse.close();
        }
    }

    private static void open(String view) {
        browser.size(1440, 900);
        browser.theme("light");
        browser.open("about:blank");
        browser.open(page.address() + "#" + view);
    }

    private static void openSales(String filters) {
        open("sales" + filters);
        browser.await("Revenue by day");
        browser.awaitCharts();
    }

    private static String dollars(String sql) {
        BigDecimal amount =
                new BigDecimal(warehouse.runner().query(sql).rows().get(0).get(0));
        return NumberFormat.getCurrencyInstance(Locale.US).format(amount);
    }

    @Test
    @Order(1)
    void theFirstViewSaysWhereEveryRecordIs() {
        open("");
        browser.await("Not audited yet");

        assertThat(browser.text(".flow")).contains("Kafka", "9,030", "Warehouse", "9,000");
        assertThat(browser.text(".legend"))
                .contains("9,000\nAccepted", "10\nQuarantined", "20\nDuplicate", "0\nIn flight");
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(1)
    void everyChartHasTheFiguresOfItsQuery() {
        openSales("");
        browser.run("document.querySelectorAll('details').forEach(d => { d.open = true; })");
        browser.await(
                Warehouse.bundled().analytics("revenue_by_day").orElseThrow().question());

        for (WebElement chart : browser.all("[data-query]")) {
            String name = chart.getDomAttribute("data-query");
            ResultTable expected = expected(name);
            assertThat(browser.run("return arguments[0].querySelectorAll('tbody tr').length", table(chart)))
                    .as(name)
                    .isEqualTo((long) Math.min(400, expected.rows().size()));
            for (int column = 0; column < expected.columns().size(); column++) {
                if (!expected.columns().get(column).numeric()) {
                    assertThat(browser.run(
                                    "return arguments[0].querySelector('tbody tr').cells[arguments[1]].textContent",
                                    table(chart),
                                    column))
                            .as("%s, %s", name, expected.columns().get(column).name())
                            .isEqualTo(Objects.requireNonNullElse(
                                    expected.rows().get(0).get(column), "–"));
                }
            }
        }
        assertThat(browser.text(".tiles")).contains(dollars(REVENUE));
        assertThat(browser.complaints()).isEmpty();
    }

    private static WebElement table(WebElement chart) {
        return chart.findElement(By.cssSelector("details table"));
    }

    /** The rows of one currency, where the query has money. */
    private static ResultTable expected(String name) {
        Query query = Warehouse.bundled().analytics(name).orElseThrow();
        String sql = query.sql()
                .replace("sales.fact_sales AS f", "(SELECT * FROM sales.fact_sales WHERE currency = 'USD') AS f");
        return warehouse.runner().query(sql, query.values(Map.of()));
    }

    @Test
    @Order(1)
    void filtersActOnAllFiguresAndStandInTheAddress() {
        openSales("");
        new Select(browser.find("[name=region]")).selectByValue("West");
        String west = REVENUE + " AND location_key = 1";
        browser.await(dollars(west));
        new Select(browser.find("[name=channel]")).selectByValue("web");
        browser.await(dollars(west + " AND channel = 'web'"));

        assertThat(browser.address()).contains("region=West", "channel=web");
        browser.awaitCharts();
        assertThat(browser.text("[data-query=revenue_by_region] .chart"))
                .contains("West")
                .doesNotContain("East");

        browser.back();
        browser.await(dollars(west));
        new Select(browser.find("[name=currency]")).selectByValue("EUR");
        browser.await("€");
        browser.awaitCharts();
        assertThat(browser.text(".tiles") + browser.text(".charts")).doesNotContain("$");
    }

    @Test
    @Order(1)
    void whatIsCalledLikeAnAttackIsText() {
        openSales("");
        browser.await(SeededWarehouse.HOSTILE);

        assertThat(browser.title()).isEqualTo("Sales · Tillstream");
        assertThat(browser.all("main img")).isEmpty();
        assertThat(browser.complaints()).isEmpty();
    }

    @Test
    @Order(1)
    void itIsUsedByKeyboard() {
        open("");
        browser.await("Not audited yet");
        browser.find("body").sendKeys(Keys.TAB);
        assertThat(browser.run("return document.activeElement.textContent")).isEqualTo("Skip to the content");
        browser.run("document.querySelector('nav a[data-view=sales]').focus()");
        browser.find("nav a[data-view=sales]").sendKeys(Keys.ENTER);
        browser.await("Revenue by day");
        assertThat(browser.run("return document.querySelector('[aria-current=page]').textContent"))
                .isEqualTo("Sales");
    }

    @Test
    @Order(1)
    void aChartIsAPicture() {
        openSales("");

        Object bytes = browser.run("const {png, bars} = await import('/charts.js');"
                + "const host = document.createElement('div');"
                + "const drawn = bars(host, [{label: 'A', value: 2}, {label: 'B', value: -1}], String);"
                + "return (await png(drawn.png(), 'Title')).size");

        assertThat((Long) bytes).isGreaterThan(1_000);
        browser.find("[aria-label='PNG of Revenue by day']").click();
        assertThat(browser.complaints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"390, light", "390, dark", "1024, light", "1024, dark", "1680, light", "1680, dark"})
    @Order(2)
    void nothingKeepsAnybodyOut(int width, String theme) throws IOException {
        for (String view : List.of("pipeline", "sales", "trace")) {
            open(view);
            browser.size(width, 900);
            browser.theme(theme);
            browser.await(
                    view.equals("pipeline")
                            ? "Where every record is"
                            : view.equals("sales") ? "Top products" : "Trace a sale");
            if (view.equals("sales")) {
                browser.awaitCharts();
            }
            String name = view + "-" + width + "-" + theme;
            browser.screenshot(Path.of("target/screenshots", name + ".png"));
            assertThat((Boolean) browser.run("return document.documentElement.scrollWidth <= innerWidth"))
                    .as("%s fits the width", name)
                    .isTrue();
            // Both themes and both ends of the widths; the others only differ in what these have.
            if ((width == 390 && theme.equals("dark")) || (width == 1680 && theme.equals("light"))) {
                assertThat(browser.seriousFaults()).as(name).isEmpty();
            }
        }
    }

    @Test
    @Order(3)
    void anAuditIsStartedFromThePage() throws IOException {
        source.ledger(TestLedgers.balanced());
        open("");
        browser.await("Audit now");
        browser.find("#audit").click();

        browser.await("Every sale is accounted for");
        assertThat(browser.text("main")).contains("Gold fact = warehouse fact, checksum of coordinates");
        // docs/images/page.png is this picture.
        browser.size(1200, 760);
        browser.view(Path.of("target/screenshots/readme.png"));
    }

    @Test
    @Order(4)
    void aLateEventAppearsByItself() throws Exception {
        openSales("");
        String before = dollars(REVENUE);
        browser.await(before);

        warehouse.execute(
                "INSERT INTO sales.fact_sales SELECT topic_id, 9, kafka_offset, record_index, 'late', source, event_type, 'late', 1,"
                        + " order_ts, date_key, time_key, product_key, customer_key, location_key, store_key, channel,"
                        + " payment_method, quantity, unit_price, discount, 1000000, tax, profit, 'USD', ship_date, 2"
                        + " FROM sales.fact_sales LIMIT 1",
                "INSERT INTO ops.load_ledger VALUES (2, 1, 'attempt', 1, 2, 9001, '2026-11-01 10:05:00')");
        source.loadSet(2);

        browser.await(dollars(REVENUE));
        assertThat(dollars(REVENUE)).isNotEqualTo(before);
    }

    @Test
    @Order(5)
    void aStoppedStageIsVisible() {
        open("");
        browser.await("Where every record is");
        source.goldFailed("2026-11-01T10:00:00Z out of memory");

        browser.await("Stage gold failed when it last ran");
        assertThat(browser.text(".verdict")).contains("out of memory", "./tillstream status --data-dir");
        source.goldFailed("");
    }

    @Test
    @Order(6)
    void aBrokenLedgerIsVisible() {
        source.ledger(TestLedgers.broken());
        open("");
        browser.await("Audit");
        browser.find("#audit").click();

        browser.await("The ledger does not balance");
        assertThat(browser.text(".verdict")).contains("Gold fact = warehouse fact, rows", "9,000 and 8,999");
        assertThat(browser.text("tr.broken")).contains("differs");
    }

    @Test
    @Order(7)
    void aPipelineThatDoesNotAnswerIsSaidAndTheFiguresAreMarkedStale() {
        open("");
        browser.await("Live");
        source.silent(true);

        browser.await("The Kafka broker did not answer");
        browser.await("Stale");
        source.silent(false);
        browser.await("Live");
    }
}
