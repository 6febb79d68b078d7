package io.tillstream.standins.redshift.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Functions with a syntax that only Redshift has: replaced by what PostgreSQL has for them, or by a function of the shims. */
final class FunctionCalls implements Rule {
    /** Makes another expression of a call. The cursor is after the closing bracket and moves past what belongs to the call. */
    @FunctionalInterface
    private interface Rewriter {
        String rewrite(List<String> arguments, Cursor after);
    }

    private final Map<String, Rewriter> rewriters = Map.of(
            "nvl", (arguments, after) -> "coalesce(" + String.join(",", arguments) + ")",
            "nvl2", (arguments, after) -> nvl2(arguments),
            "decode", (arguments, after) -> decode(arguments),
            "convert", (arguments, after) -> convert(arguments),
            "extract", (arguments, after) -> extract(arguments),
            "listagg", this::listagg,
            "median", this::median,
            "percentile_cont", this::percentile,
            "ratio_to_report", this::ratioToReport);

    @Override
    public List<Token> apply(List<Token> statement) {
        List<Token> result = new ArrayList<>();
        for (int i = 0; i < statement.size(); ) {
            Token token = statement.get(i);
            Rewriter rewriter = token.kind() == Token.Kind.WORD ? rewriters.get(token.name()) : null;
            boolean call = rewriter != null
                    && i + 1 < statement.size()
                    && statement.get(i + 1).is("(")
                    && !(i > 0 && statement.get(i - 1).is("."));
            if (!call) {
                result.add(token);
                i++;
                continue;
            }
            Cursor cursor = new Cursor(statement.subList(i + 1, statement.size()));
            List<String> arguments = renderedAll(Cursor.splitAtCommas(cursor.bracketed()));
            List<Token> rewritten = Lexer.read(rewriter.rewrite(arguments, cursor));
            result.add(rewritten.get(0).spaced(token.spaced()));
            result.addAll(rewritten.subList(1, rewritten.size()));
            i = statement.size() - cursor.rest().size();
        }
        return result;
    }

    private List<String> renderedAll(List<List<Token>> arguments) {
        return arguments.stream().map(this::rendered).collect(Collectors.toList());
    }

    private String rendered(List<Token> tokens) {
        return (tokens.isEmpty() || !tokens.get(0).spaced() ? "" : " ") + Token.render(apply(tokens));
    }

    private static String nvl2(List<String> arguments) {
        require("NVL2", arguments.size() == 3);
        return "(CASE WHEN (" + arguments.get(0) + ") IS NOT NULL THEN " + arguments.get(1) + " ELSE "
                + arguments.get(2) + " END)";
    }

    /** NULL equals NULL in it. */
    private static String decode(List<String> arguments) {
        require("DECODE", arguments.size() >= 3);
        StringBuilder sql = new StringBuilder("(CASE");
        int i = 1;
        for (; i + 1 < arguments.size(); i += 2) {
            sql.append(" WHEN (")
                    .append(arguments.get(0))
                    .append(") IS NOT DISTINCT FROM (")
                    .append(arguments.get(i));
            sql.append(") THEN ").append(arguments.get(i + 1));
        }
        if (i < arguments.size()) {
            sql.append(" ELSE ").append(arguments.get(i));
        }
        return sql.append(" END)").toString();
    }

    private static String convert(List<String> arguments) {
        require("CONVERT", arguments.size() == 2);
        String type = ColumnType.read(new Cursor(Lexer.read(arguments.get(0)))).postgres();
        return "CAST(" + arguments.get(1) + " AS " + type + ")";
    }

    /** The one argument is {@code unit FROM moment}. */
    private static String extract(List<String> arguments) {
        Cursor cursor = new Cursor(Lexer.read(String.join(",", arguments)));
        String unit = cursor.next().text().replace("'", "");
        cursor.expect("from");
        return "redshift_shim.extract_part('" + unit + "', " + Token.render(cursor.rest()) + ")";
    }

    private String listagg(List<String> arguments, Cursor after) {
        String value = arguments.get(0).strip();
        boolean distinct = value.regionMatches(true, 0, "distinct ", 0, 9);
        String text = "(" + (distinct ? value.substring(9) : value) + ")::text";
        String order = "";
        if (after.accept("within", "group")) {
            List<Token> within = after.bracketed();
            String by = Token.render(apply(within.subList(2, within.size())));
            order = " ORDER BY " + (distinct && by.equals(value.substring(9).strip()) ? text : by);
        }
        if (after.sees("over")) {
            throw RedshiftSqlException.notEmulated("LISTAGG as a window function");
        }
        return "string_agg(" + (distinct ? "DISTINCT " : "") + text + ", "
                + (arguments.size() > 1 ? arguments.get(1).strip() : "''") + order + ")";
    }

    private String median(List<String> arguments, Cursor after) {
        return "redshift_shim.percentile((" + arguments.get(0).strip() + ")::numeric(38,10), 0.5)" + window(after);
    }

    private String percentile(List<String> arguments, Cursor after) {
        after.expect("within", "group");
        List<Token> within = after.bracketed();
        Cursor order = new Cursor(within);
        order.expect("order", "by");
        List<Token> value = new ArrayList<>(order.rest());
        boolean descending = value.get(value.size() - 1).is("desc");
        if (descending || value.get(value.size() - 1).is("asc")) {
            value.remove(value.size() - 1);
        }
        String fraction = arguments.get(0).strip();
        return "redshift_shim.percentile((" + Token.render(apply(value)) + ")::numeric(38,10), "
                + (descending ? "1 - " : "") + fraction + ")" + window(after);
    }

    private String ratioToReport(List<String> arguments, Cursor after) {
        String value = arguments.get(0).strip();
        if (!after.sees("over", "(")) {
            throw after.unexpected();
        }
        return "((" + value + ")::float8 / NULLIF(SUM(" + value + ")" + window(after) + ", 0)::float8)";
    }

    private String window(Cursor after) {
        if (!after.accept("over")) {
            return "";
        }
        return " OVER (" + Token.render(apply(after.bracketed())) + ")";
    }

    private static void require(String function, boolean right) {
        if (!right) {
            throw new RedshiftSqlException("wrong number of arguments of " + function);
        }
    }
}
