package io.tillstream.page.report;

import io.tillstream.operations.audit.Ledger;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.status.PipelineCounts;
import io.tillstream.page.pipeline.AuditDesk;
import io.tillstream.page.pipeline.Overview;
import io.tillstream.page.pipeline.PageSource;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One HTML file with the verdict, the ledger, the sales and how to check them. It holds no script, loads nothing, and names no
 * customer: it is made to be sent to others.
 *
 * @param html the file's text
 * @param balanced whether the ledger was drawn up and balances; true where it cannot be drawn up from here
 */
public record Report(String html, boolean balanced) {
    /**
     * Draws up the ledger and writes the report.
     *
     * @param version the program with its version
     */
    public static Report of(PageSource source, String version, Instant now) {
        Optional<Ledger> ledger = source.audit();
        Overview overview = Overview.of(source, new AuditDesk.State(false, ledger, Optional.of(now), ""), now);
        Html body = new Html();
        String made = now.truncatedTo(ChronoUnit.SECONDS).toString();
        body.raw("<header>").element("p class=\"soft\"", version + " · " + overview.name() + " · made at " + made);
        body.raw("<div class=\"verdict " + overview.verdict().level().name().toLowerCase(Locale.ROOT) + "\">")
                .element("h1", overview.verdict().title())
                .element("p", overview.verdict().detail());
        if (!overview.verdict().next().isEmpty()) {
            body.element("p", "Next: " + overview.verdict().next());
        }
        body.raw("</div></header>\n");
        overview.counts().ifPresent(counts -> counts(body, counts));
        stages(body, overview.stages());
        ledger.ifPresent(drawn -> ledger(body, drawn));
        loads(body, overview.loads());
        new SalesSections(source.warehouse()).addTo(body);
        check(body, overview.option());
        return new Report(page(body.toString()), ledger.map(Ledger::balanced).orElse(true));
    }

    private static void counts(Html body, PipelineCounts counts) {
        long undecided = Math.max(0, counts.kafkaOffsets() - counts.decidedOffsets());
        body.section("Where every record is")
                .table(
                        "Every record of Kafka has one decision",
                        List.of("What", "Count"),
                        List.of(false, true),
                        List.of(
                                row("Offsets in Kafka", counts.kafkaOffsets()),
                                row("Offsets in Bronze", counts.bronzeOffsets()),
                                row(
                                        "Rows that Silver has decided on",
                                        counts.silver().rowsIn()),
                                row(
                                        "  Accepted: sales that count",
                                        counts.silver().accepted()),
                                row(
                                        "  Quarantined: kept with their reasons",
                                        counts.silver().quarantined()),
                                row(
                                        "  Duplicates: counted once already",
                                        counts.silver().duplicates()),
                                row("In flight: no decision yet", undecided),
                                row("Facts in Gold", counts.goldRows()),
                                row("Facts in the warehouse", counts.warehouseRows())))
                .end();
    }

    private static List<String> row(String name, long count) {
        return List.of(name, Html.number(Long.toString(count), 0));
    }

    private static void stages(Html body, ResultTable stages) {
        body.section("Stages");
        table(body, "How far each stage was", stages, 0);
        body.end();
    }

    private static void ledger(Html body, Ledger ledger) {
        List<List<String>> rows = new ArrayList<>();
        ledger.checks()
                .forEach(check -> rows.add(
                        List.of(check.holds() ? "✓ equal" : "✗ differs", check.name(), check.left(), check.right())));
        body.section("The ledger")
                .table(
                        "At batch " + ledger.batchNo() + ", with all digits of every checksum",
                        List.of("", "Must be equal", "Left", "Right"),
                        List.of(false, false, true, true),
                        rows)
                .end();
    }

    private static void loads(Html body, ResultTable loads) {
        if (!loads.rows().isEmpty()) {
            body.section("Loads");
            table(body, "The newest loads of the warehouse; each is one transaction", loads, 0);
            body.end();
        }
    }

    private static void check(Html body, String option) {
        body.section("How to check this")
                .element("p", "The same figures, drawn up anew from the pipeline:")
                .element(
                        "pre",
                        "./tillstream audit" + option + "\n./tillstream status" + option + "\n./tillstream query totals"
                                + option + "\n./tillstream trace ORDER_ID" + option)
                .end();
    }

    /** A table of the pipeline as it is, its columns' names as words. */
    static void table(Html body, String caption, ResultTable table, int decimals) {
        List<List<String>> rows = new ArrayList<>();
        for (List<String> row : table.rows()) {
            List<String> values = new ArrayList<>();
            for (int i = 0; i < row.size(); i++) {
                values.add(table.columns().get(i).numeric() ? Html.number(row.get(i), decimals) : row.get(i));
            }
            rows.add(values);
        }
        body.table(
                caption,
                table.columns().stream()
                        .map(column -> column.name().replace('_', ' '))
                        .toList(),
                table.columns().stream().map(ResultTable.Column::numeric).toList(),
                rows);
    }

    private static String page(String body) {
        String style = style();
        return "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"
                + sha256(style) + "'; base-uri 'none'; form-action 'none'\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n<title>Tillstream report</title>\n<style>"
                + style
                + "</style>\n</head>\n<body>\n<main>\n" + body + "</main>\n</body>\n</html>\n";
    }

    private static String style() {
        try (InputStream in = Report.class.getResourceAsStream("report.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
