package io.tillstream.warehouse.types;

import io.tillstream.warehouse.types.SqlType.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Types of expressions, by precedence: OR, AND, NOT, comparison, {@code ||}, sum, product, sign. */
final class Expressions {
    private static final Set<String> COMPARISONS = Set.of("=", "<>", "<", ">", "<=", ">=");
    private static final Set<String> TEXTS =
            Set.of("to_char", "replace", "lpad", "substring", "md5", "trim", "upper", "lower", "btrim", "left", "sha2");
    private static final Map<String, SqlType> FIXED = Map.ofEntries(
            Map.entry("count", SqlType.BIGINT),
            Map.entry("rank", SqlType.BIGINT),
            Map.entry("row_number", SqlType.BIGINT),
            Map.entry("dense_rank", SqlType.BIGINT),
            Map.entry("ntile", SqlType.BIGINT),
            Map.entry("strtol", SqlType.BIGINT),
            Map.entry("datediff", SqlType.BIGINT),
            Map.entry("stddev_samp", SqlType.DOUBLE),
            Map.entry("getdate", SqlType.TIMESTAMP),
            Map.entry("len", SqlType.INTEGER));
    /** The type is that of the first argument. */
    private static final Set<String> SAME =
            Set.of("min", "max", "abs", "round", "lag", "lead", "first_value", "last_value", "nullif", "mod", "floor");

    private static final Set<String> COMMON = Set.of("coalesce", "greatest", "least", "nvl");

    private final Tokens tokens;
    private final Scope scope;

    private Expressions(Tokens tokens, Scope scope) {
        this.tokens = tokens;
        this.scope = scope;
    }

    /** The type of the whole of these words. */
    static SqlType of(Tokens tokens, Scope scope) {
        Expressions expression = new Expressions(tokens, scope);
        SqlType type = expression.any();
        if (!tokens.atEnd()) {
            throw new SqlTypeException("not read to its end", tokens.here());
        }
        return type;
    }

    private SqlType any() {
        SqlType type = both();
        while (tokens.accept("or")) {
            both();
            type = SqlType.BOOLEAN;
        }
        return type;
    }

    private SqlType both() {
        SqlType type = not();
        while (tokens.accept("and")) {
            not();
            type = SqlType.BOOLEAN;
        }
        return type;
    }

    private SqlType not() {
        if (tokens.accept("not")) {
            not();
            return SqlType.BOOLEAN;
        }
        return compared();
    }

    private SqlType compared() {
        SqlType type = joined();
        if (COMPARISONS.contains(tokens.peek())) {
            tokens.next();
            joined();
            return SqlType.BOOLEAN;
        }
        if (tokens.accept("is")) {
            tokens.accept("not");
            tokens.expect("null");
            return SqlType.BOOLEAN;
        }
        boolean negated = tokens.accept("not");
        if (tokens.accept("in")) {
            Tokens list = tokens.bracketed();
            if (!list.peek().equals("select")) {
                list.byCommas().forEach(item -> of(item, scope));
            }
            return SqlType.BOOLEAN;
        }
        if (tokens.accept("between")) {
            joined();
            tokens.expect("and");
            joined();
            return SqlType.BOOLEAN;
        }
        if (tokens.accept("like") || tokens.accept("ilike")) {
            joined();
            return SqlType.BOOLEAN;
        }
        if (negated) {
            throw new SqlTypeException("NOT", tokens.here());
        }
        return type;
    }

    private SqlType joined() {
        SqlType type = sum();
        while (tokens.accept("||")) {
            sum();
            type = SqlType.TEXT;
        }
        return type;
    }

    private SqlType sum() {
        SqlType type = product();
        while (tokens.peek().equals("+") || tokens.peek().equals("-")) {
            type = type.with(tokens.next(), product(), tokens.here());
        }
        return type;
    }

    private SqlType product() {
        SqlType type = value();
        while (tokens.peek().equals("*") || tokens.peek().equals("/")) {
            type = type.with(tokens.next(), value(), tokens.here());
        }
        return type;
    }

    private SqlType value() {
        String word = tokens.peek();
        if (tokens.accept("-")) {
            return value();
        }
        if (word.equals("(")) {
            return of(tokens.bracketed(), scope);
        }
        tokens.next();
        if (word.startsWith("'") || word.startsWith(":")) {
            return SqlType.TEXT;
        }
        if (Character.isDigit(word.charAt(0))) {
            return literal(word);
        }
        return switch (word) {
            case "null" -> SqlType.NULL;
            case "true", "false" -> SqlType.BOOLEAN;
            case "case" -> cases();
            case "cast" -> cast();
            case "extract" -> {
                tokens.bracketed();
                yield SqlType.INTEGER;
            }
            default -> tokens.peek().equals("(") ? call(word) : column(word);
        };
    }

    private SqlType column(String word) {
        if (tokens.accept(".")) {
            return scope.column(word, tokens.next(), tokens.here());
        }
        return scope.column(word, tokens.here());
    }

    private static SqlType literal(String number) {
        if (number.contains("e")) {
            return SqlType.DOUBLE;
        }
        int point = number.indexOf('.');
        if (point < 0) {
            return number.length() < 10
                    ? SqlType.INTEGER
                    : number.length() < 19 ? SqlType.BIGINT : SqlType.decimal(number.length(), 0);
        }
        return SqlType.decimal(number.length() - 1, number.length() - point - 1);
    }

    private SqlType cases() {
        if (!tokens.peek().equals("when")) {
            of(tokens.until("when"), scope);
        }
        SqlType type = SqlType.NULL;
        while (tokens.accept("when")) {
            of(tokens.until("then"), scope);
            tokens.expect("then");
            type = type.or(of(tokens.until("when", "else", "end"), scope), tokens.here());
        }
        if (tokens.accept("else")) {
            type = type.or(of(tokens.until("end"), scope), tokens.here());
        }
        tokens.expect("end");
        return type;
    }

    private SqlType cast() {
        Tokens inside = tokens.bracketed();
        SqlType from = of(inside.until("as"), scope);
        inside.expect("as");
        return from.castTo(Scope.type(inside), tokens.here());
    }

    private SqlType call(String function) {
        Tokens inside = tokens.bracketed();
        inside.accept("distinct");
        List<SqlType> arguments = new ArrayList<>();
        for (Tokens argument : inside.byCommas()) {
            if (!argument.peek().equals("*") && !(function.equals("datediff") && arguments.isEmpty())) {
                arguments.add(of(argument, scope));
            } else {
                arguments.add(SqlType.NULL);
            }
        }
        window();
        if (function.equals("sum")) {
            return arguments.get(0).summed(tokens.here());
        }
        if (FIXED.containsKey(function)) {
            return FIXED.get(function);
        }
        if (TEXTS.contains(function)) {
            return SqlType.TEXT;
        }
        if (SAME.contains(function)) {
            return arguments.get(0);
        }
        if (COMMON.contains(function)) {
            return arguments.stream().reduce(SqlType.NULL, (a, b) -> a.or(b, tokens.here()));
        }
        throw new SqlTypeException("function " + function + " is not known to this test", tokens.here());
    }

    private void window() {
        if (tokens.accept("over")) {
            Tokens window = tokens.bracketed();
            if (window.accept("partition", "by")) {
                window.until("order").byCommas().forEach(item -> of(item, scope));
            }
            if (window.accept("order", "by")) {
                window.until("rows").byCommas().forEach(item -> of(item.until("asc", "desc", "nulls"), scope));
            }
        }
    }

    /** Whether a type can hold a sum of money. */
    static boolean holdsMoney(SqlType type) {
        return !type.is(Kind.DECIMAL) || type.whole() >= SqlType.WHOLE_DIGITS - 1 || type.precision() <= 19;
    }
}
