package io.tillstream.page.report;

import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.warehouse.Query;
import io.tillstream.warehouse.Warehouse;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The sales in the report: for each currency its own section, so that no sum adds two of them. */
final class SalesSections {
    private static final List<String> RANKED = List.of(
            "revenue_by_category", "revenue_by_region", "revenue_by_channel", "revenue_by_segment", "revenue_by_store");
    private static final int MOST_ROWS = 15;
    private static final int MOST_MONTHS = 120;

    private final QueryRunner warehouse;
    private final Warehouse bundled = Warehouse.bundled();

    /** @param warehouse where to ask */
    SalesSections(QueryRunner warehouse) {
        this.warehouse = warehouse;
    }

    private record Answer(Query query, ResultTable table) {
        int column(String name) {
            return query.columns().indexOf(name);
        }

        List<List<String>> rows(String currency) {
            return table.rows().stream()
                    .filter(row -> currency.equals(row.get(column("currency"))))
                    .toList();
        }
    }

    void addTo(Html body) {
        Answer totals = ask("totals");
        Answer months = ask("revenue_by_month");
        List<Answer> ranked = Stream.concat(RANKED.stream(), Stream.of("top_products_by_revenue"))
                .map(this::ask)
                .toList();
        for (List<String> total : totals.table().rows()) {
            String currency = total.get(totals.column("currency"));
            body.section("Sales in " + currency);
            Report.table(
                    body,
                    totals.query().question(),
                    new ResultTable(totals.table().columns(), List.of(total)),
                    2);
            months(body, months, currency);
            ranked.forEach(answer -> ranked(body, answer, currency));
            body.end();
        }
    }

    private Answer ask(String name) {
        Query query = bundled.analytics(name).orElseThrow(() -> new IllegalStateException("there is no query " + name));
        return new Answer(query, warehouse.query(query));
    }

    private static void months(Html body, Answer answer, String currency) {
        List<List<String>> all = answer.rows(currency);
        List<List<String>> rows = all.subList(Math.max(0, all.size() - MOST_MONTHS), all.size());
        if (rows.size() > 1) {
            body.raw(SvgChart.line(
                    "Revenue by month in " + currency,
                    rows.stream().map(row -> row.get(0)).toList(),
                    rows.stream().map(row -> revenue(answer, row)).toList()));
        }
        body.raw("<details><summary>Figures by month</summary>");
        Report.table(
                body, answer.query().question(), new ResultTable(answer.table().columns(), rows), 2);
        body.raw("</details>\n");
    }

    private static void ranked(Html body, Answer answer, String currency) {
        List<List<String>> all = answer.rows(currency);
        BigDecimal largest = all.stream()
                .map(row -> revenue(answer, row).abs())
                .max(BigDecimal::compareTo)
                .orElse(BigDecimal.ZERO);
        int labels = answer.column("currency");
        body.raw("<div class=\"half\"><div class=\"scroll\"><table>")
                .element("caption", answer.query().question());
        body.raw("<thead><tr><th scope=\"col\">Of</th><th scope=\"col\"></th><th scope=\"col\" class=\"n\">Revenue</th>"
                + "<th scope=\"col\" class=\"n\">Orders</th></tr></thead><tbody>\n");
        for (List<String> row : all.subList(0, Math.min(MOST_ROWS, all.size()))) {
            List<String> label = new ArrayList<>(row.subList(0, labels));
            label.removeIf(part -> part == null || part.isEmpty());
            body.raw("<tr>")
                    .element("th scope=\"row\"", String.join(" · ", label))
                    .raw("<td>" + SvgChart.bar(revenue(answer, row), largest) + "</td>")
                    .element("td class=\"n\"", Html.number(row.get(answer.column("revenue")), 2))
                    .element("td class=\"n\"", Html.number(row.get(answer.column("orders")), 0))
                    .raw("</tr>\n");
        }
        body.raw("</tbody></table></div>");
        if (all.size() > MOST_ROWS) {
            body.element(
                    "p class=\"soft\"",
                    (all.size() - MOST_ROWS) + " more: ./tillstream query "
                            + answer.query().name());
        }
        body.raw("</div>\n");
    }

    private static BigDecimal revenue(Answer answer, List<String> row) {
        return new BigDecimal(row.get(answer.column("revenue")));
    }
}
