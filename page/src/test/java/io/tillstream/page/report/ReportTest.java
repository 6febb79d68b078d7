package io.tillstream.page.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.page.FakeSource;
import io.tillstream.page.SeededWarehouse;
import io.tillstream.page.TestLedgers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

    @TempDir
    static Path directory;

    private static SeededWarehouse warehouse;
    private static FakeSource source;
    private static String html;

    @BeforeAll
    static void write() throws Exception {
        warehouse = new SeededWarehouse(directory);
        source = new FakeSource(warehouse.runner());
        source.ledger(TestLedgers.balanced());
        html = Report.of(source, "tillstream 1.2.3", NOW).html();
        Files.createDirectories(Path.of("target/screenshots"));
        Files.writeString(Path.of("target/screenshots/report.html"), html);
    }

    @AfterAll
    static void stop() throws Exception {
        warehouse.close();
    }

    @Test
    void verdictLedgerAndSalesAreReadWithoutAScript() {
        assertThat(html)
                .contains("Every sale is accounted for", "tillstream 1.2.3", "2026-11-01T12:00:00Z")
                .contains("Gold fact = warehouse fact, checksum of coordinates")
                .contains("Sales in EUR", "Sales in USD", "Furniture", "<polyline")
                .doesNotContain("<script", "javascript:", "onload");
    }

    @Test
    void itIsOneFileOfAtMostTwoMegabytesThatLoadsNothing() {
        assertThat(html.getBytes(StandardCharsets.UTF_8).length).isBetween(5_000, 2_000_000);
        assertThat(html).doesNotContain("src=\"", "href=\"", "url(", "@import", "http://", "https://");
    }

    @Test
    void itsPolicyAllowsItsOwnStyleSheetAlone() throws Exception {
        Matcher style = Pattern.compile("<style>(.*?)</style>", Pattern.DOTALL).matcher(html);
        assertThat(style.find()).isTrue();
        String hash = Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-256")
                        .digest(style.group(1).getBytes(StandardCharsets.UTF_8)));

        assertThat(html)
                .contains("default-src 'none'; style-src 'sha256-" + hash + "'")
                .doesNotContain("style=\"");
    }

    @Test
    void whatIsCalledLikeAnAttackIsTextAndNoCustomerIsNamed() {
        assertThat(html).contains("&lt;img src=x onerror=").doesNotContain("<img", "Customer 20", "HYPERLINK");
    }

    @Test
    void aBrokenLedgerIsTheHeadline() {
        source.ledger(TestLedgers.broken());
        try {
            Report report = Report.of(source, "tillstream 1.2.3", NOW);

            assertThat(report.balanced()).isFalse();
            assertThat(report.html())
                    .contains("The ledger does not balance", "✗ differs", "./tillstream audit --data-dir");
        } finally {
            source.ledger(TestLedgers.balanced());
        }
    }
}
