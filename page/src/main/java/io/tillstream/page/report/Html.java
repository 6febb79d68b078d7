package io.tillstream.page.report;

import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** Pieces of HTML. Every text that goes in is escaped, so that data cannot become markup. */
final class Html {
    private final StringBuilder text = new StringBuilder();

    /** Escapes a text for an element's content or a quoted attribute. */
    static String escaped(String value) {
        StringBuilder escaped = new StringBuilder();
        value.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(Character.isISOControl(c) && c != '\n' ? '?' : c);
            }
        });
        return escaped.toString();
    }

    /** A number with separators and the given decimals at most; other text as it is. */
    static String number(String value, int decimals) {
        if (value == null) {
            return "–";
        }
        if (!value.matches("-?\\d{1,40}(\\.\\d+)?")) {
            return value;
        }
        BigDecimal number = new BigDecimal(value);
        BigDecimal rounded = number.setScale(Math.min(decimals, number.scale()), java.math.RoundingMode.HALF_UP);
        String plain = String.format(Locale.ROOT, "%,." + Math.max(0, rounded.scale()) + "f", rounded);
        return plain.contains(".") && decimals > 2 ? plain.replaceAll("\\.?0+$", "") : plain;
    }

    /** Adds markup that this package has made. */
    Html raw(String markup) {
        text.append(markup);
        return this;
    }

    /** Adds an element with a text. */
    Html element(String name, String content) {
        text.append('<').append(name).append('>').append(escaped(content));
        text.append("</").append(name.split(" ", 2)[0]).append(">\n");
        return this;
    }

    /** Starts a section. */
    Html section(String title) {
        return raw("<section>\n").element("h2", title);
    }

    /** Ends it. */
    Html end() {
        return raw("</section>\n");
    }

    /**
     * Adds a table.
     *
     * @param numeric which columns hold numbers; these are set to the right
     * @param rows the cells; null is a dash
     */
    Html table(String caption, List<String> columns, List<Boolean> numeric, List<List<String>> rows) {
        raw("<div class=\"scroll\"><table>\n").element("caption", caption).raw("<thead><tr>");
        for (int i = 0; i < columns.size(); i++) {
            element(numeric.get(i) ? "th scope=\"col\" class=\"n\"" : "th scope=\"col\"", columns.get(i));
        }
        raw("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            raw("<tr>");
            for (int i = 0; i < row.size(); i++) {
                String value = row.get(i) == null ? "–" : row.get(i);
                element(numeric.get(i) ? "td class=\"n\"" : "td", value);
            }
            raw("</tr>\n");
        }
        return raw("</tbody></table></div>\n");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
