package io.tillstream.infra.analytics;

import java.util.List;
import java.util.Map;
import software.amazon.awscdk.services.quicksight.CfnDashboard;
import software.constructs.Construct;

/**
 * The dashboard: revenue by day and by category, one currency at a time by the bars' colour, since sums never add two.
 *
 * @param scope the stack
 * @param id id of the dashboard
 * @param account the account
 * @param principal who owns it
 * @param dataSetArn what it shows
 */
record SalesDashboard(Construct scope, String id, String account, String principal, String dataSetArn) {
    private static final String DATA_SET = "daily_sales";

    void create() {
        Map<String, Object> definition = Map.of(
                "DataSetIdentifierDeclarations",
                List.of(Map.of("Identifier", DATA_SET, "DataSetArn", dataSetArn)),
                "Sheets",
                List.of(Map.of(
                        "SheetId",
                        "sales",
                        "Name",
                        "Sales",
                        "Visuals",
                        List.of(
                                bars("revenue-by-day", "Revenue by day", date("day")),
                                bars("revenue-by-category", "Revenue by category", text("category"))))));
        CfnDashboard dashboard = CfnDashboard.Builder.create(scope, "Dashboard")
                .awsAccountId(account)
                .dashboardId(id)
                .name("Sales")
                .permissions(List.of(CfnDashboard.ResourcePermissionProperty.builder()
                        .principal(principal)
                        .actions(List.of(
                                "quicksight:DescribeDashboard",
                                "quicksight:ListDashboardVersions",
                                "quicksight:QueryDashboard"))
                        .build()))
                .build();
        dashboard.addPropertyOverride("Definition", definition);
    }

    private static Map<String, Object> bars(String id, String title, Map<String, Object> category) {
        return Map.of(
                "BarChartVisual",
                Map.of(
                        "VisualId", id,
                        "Title", Map.of("Visibility", "VISIBLE", "FormatText", Map.of("PlainText", title)),
                        "ChartConfiguration",
                                Map.of(
                                        "FieldWells",
                                        Map.of(
                                                "BarChartAggregatedFieldWells",
                                                Map.of(
                                                        "Category", List.of(category),
                                                        "Values", List.of(sum("revenue")),
                                                        "Colors", List.of(text("currency")))))));
    }

    private static Map<String, Object> date(String column) {
        return Map.of(
                "DateDimensionField", Map.of("FieldId", column, "Column", column(column), "DateGranularity", "DAY"));
    }

    private static Map<String, Object> text(String column) {
        return Map.of("CategoricalDimensionField", Map.of("FieldId", column, "Column", column(column)));
    }

    private static Map<String, Object> sum(String column) {
        return Map.of(
                "NumericalMeasureField",
                Map.of(
                        "FieldId",
                        column,
                        "Column",
                        column(column),
                        "AggregationFunction",
                        Map.of("SimpleNumericalAggregation", "SUM")));
    }

    private static Map<String, Object> column(String name) {
        return Map.of("DataSetIdentifier", DATA_SET, "ColumnName", name);
    }
}
