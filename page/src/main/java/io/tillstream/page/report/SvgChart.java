package io.tillstream.page.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Charts as SVG in the report. Sizes and places are attributes and not styles, which the content security policy would refuse. */
final class SvgChart {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 240;
    private static final int LEFT = 70;
    private static final int BOTTOM = 24;

    private SvgChart() {}

    /**
     * A line over the labels.
     *
     * @param name what a screen reader says of it
     * @param labels of the points, in order
     * @param values as many
     */
    static String line(String name, List<String> labels, List<BigDecimal> values) {
        double low = Math.min(
                0, values.stream().mapToDouble(BigDecimal::doubleValue).min().orElse(0));
        double high = Math.max(
                1e-9, values.stream().mapToDouble(BigDecimal::doubleValue).max().orElse(1));
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < values.size(); i++) {
            double x = LEFT + (WIDTH - LEFT - 20.0) * i / Math.max(1, values.size() - 1);
            points.append(
                    String.format(Locale.ROOT, "%.1f,%.1f ", x, y(values.get(i).doubleValue(), low, high)));
        }
        StringBuilder svg = new StringBuilder(String.format(
                Locale.ROOT,
                "<svg class=\"line\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">",
                WIDTH,
                HEIGHT,
                Html.escaped(name)));
        for (int step = 0; step <= 4; step++) {
            double value = low + (high - low) * step / 4;
            double y = y(value, low, high);
            svg.append(String.format(
                    Locale.ROOT, "<line x1=\"%d\" x2=\"%d\" y1=\"%.1f\" y2=\"%.1f\"/>", LEFT, WIDTH - 20, y, y));
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%.1f\" text-anchor=\"end\">%s</text>",
                    LEFT - 8,
                    y + 4,
                    compact(value)));
        }
        int every = Math.max(1, (labels.size() + 7) / 8);
        for (int i = 0; i < labels.size(); i += every) {
            double x = LEFT + (WIDTH - LEFT - 20.0) * i / Math.max(1, values.size() - 1);
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\">%s</text>",
                    x,
                    HEIGHT - 6,
                    Html.escaped(labels.get(i))));
        }
        return svg.append("<polyline points=\"")
                .append(points.toString().strip())
                .append("\"/></svg>\n")
                .toString();
    }

    /** A bar beside a figure of a table: a share of the largest. */
    static String bar(BigDecimal value, BigDecimal largest) {
        double share = largest.signum() == 0 ? 0 : Math.abs(value.doubleValue() / largest.doubleValue());
        return String.format(
                Locale.ROOT,
                "<svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">"
                        + "<rect class=\"%s\" width=\"%.1f\" height=\"8\"/></svg>",
                value.signum() < 0 ? "minus" : "plus",
                Math.max(0.5, Math.min(100, share * 100)));
    }

    private static double y(double value, double low, double high) {
        return 10 + (HEIGHT - 10 - BOTTOM) * (1 - (value - low) / (high - low));
    }

    private static String compact(double value) {
        double size = Math.abs(value);
        if (size >= 1e6) {
            return String.format(Locale.ROOT, "%.1fM", value / 1e6);
        }
        return size >= 1e4
                ? String.format(Locale.ROOT, "%.0fK", value / 1e3)
                : String.format(Locale.ROOT, "%,.0f", value);
    }
}
