package io.tillstream.warehouse.types;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The types of every expression of statements, by the rules of {@link SqlType}; tables and views are remembered. */
final class Typer {
    private static final String[] CLAUSES = {"from", "where", "group", "having", "order", "union", "limit"};

    private final Map<String, Map<String, SqlType>> tables = new LinkedHashMap<>();

    /** Remembers what a migration creates, and checks what it computes. */
    void migration(String statement) {
        Tokens tokens = Tokens.of(statement);
        if (tokens.accept("create", "table") || tokens.accept("create", "temp", "table")) {
            tokens.accept("if", "not", "exists");
            tables.put(name(tokens), columns(tokens.bracketed()));
        } else if (tokens.accept("alter", "table")) {
            altered(name(tokens), tokens);
        } else if (tokens.accept("create", "view") || tokens.accept("create", "materialized", "view")) {
            String name = name(tokens);
            tokens.until("as");
            tokens.expect("as");
            tables.put(name, query(tokens, Map.of()));
        } else if (tokens.accept("insert", "into")) {
            name(tokens);
            if (tokens.peek().equals("(")) {
                tokens.bracketed();
            }
            if (tokens.peek().equals("select") || tokens.peek().equals("with")) {
                query(tokens, Map.of());
            }
        }
    }

    private void altered(String table, Tokens tokens) {
        if (tokens.accept("add", "column")) {
            tables.get(table).put(tokens.next(), Scope.type(tokens));
        } else if (tokens.accept("rename", "to")) {
            tables.put(table.substring(0, table.indexOf('.') + 1) + tokens.next(), tables.remove(table));
        }
    }

    private Map<String, SqlType> columns(Tokens list) {
        Map<String, SqlType> columns = new LinkedHashMap<>();
        for (Tokens column : list.byCommas()) {
            if (column.accept("like")) {
                columns.putAll(tables.get(name(column)));
            } else if (!column.peek().equals("primary")) {
                columns.put(column.next(), Scope.type(column));
            }
        }
        return columns;
    }

    private static String name(Tokens tokens) {
        String name = tokens.next();
        while (tokens.accept(".")) {
            name += "." + tokens.next();
        }
        return name;
    }

    /** Returns the columns of a query with their types. */
    Map<String, SqlType> query(String sql) {
        return query(Tokens.of(sql), Map.of());
    }

    private Map<String, SqlType> query(Tokens tokens, Map<String, Map<String, SqlType>> outer) {
        Map<String, Map<String, SqlType>> named = new LinkedHashMap<>(outer);
        if (tokens.accept("with")) {
            do {
                String name = tokens.next();
                tokens.expect("as");
                named.put(name, query(tokens.bracketed(), named));
            } while (tokens.accept(","));
        }
        Map<String, SqlType> columns = select(tokens, named);
        while (tokens.accept("union")) {
            tokens.expect("all");
            Map<String, SqlType> more = select(tokens, named);
            List<SqlType> types = List.copyOf(more.values());
            int[] place = {0};
            columns.replaceAll((name, type) -> type.or(types.get(place[0]++), tokens.here()));
        }
        return columns;
    }

    private Map<String, SqlType> select(Tokens tokens, Map<String, Map<String, SqlType>> named) {
        tokens.expect("select");
        tokens.accept("distinct");
        Tokens list = tokens.until(CLAUSES);
        Scope scope = new Scope();
        if (tokens.accept("from")) {
            from(tokens.until("where", "group", "having", "order", "union", "limit", "with"), scope, named);
        }
        if (tokens.accept("where")) {
            Expressions.of(tokens.until("group", "having", "order", "union", "limit", "with"), scope);
        }
        if (tokens.accept("group", "by")) {
            tokens.until("having", "order", "union", "limit").byCommas().forEach(item -> Expressions.of(item, scope));
        }
        if (tokens.accept("having")) {
            Expressions.of(tokens.until("order", "union", "limit"), scope);
        }
        Map<String, SqlType> columns = new LinkedHashMap<>();
        for (Tokens item : list.byCommas()) {
            SqlType type = Expressions.of(item.until("as"), scope);
            columns.put(item.accept("as") ? item.next() : item.last(), type);
        }
        if (tokens.accept("order", "by")) {
            Scope both = new Scope();
            both.add("", columns);
            for (Tokens item : tokens.until("union", "limit").byCommas()) {
                boolean output =
                        columns.containsKey(item.peek()) && !item.peek(1).equals(".");
                Expressions.of(item.until("asc", "desc", "nulls"), output ? both : scope);
            }
        }
        return columns;
    }

    private void from(Tokens tokens, Scope scope, Map<String, Map<String, SqlType>> named) {
        while (!tokens.atEnd()) {
            for (String word : List.of("cross", "left", "inner", "join", ",")) {
                tokens.accept(word);
            }
            Map<String, SqlType> columns;
            String name = "";
            if (tokens.peek().equals("(")) {
                columns = query(tokens.bracketed(), named);
            } else {
                name = name(tokens);
                columns = named.containsKey(name) ? named.get(name) : tables.get(name);
                if (columns == null) {
                    throw new SqlTypeException("no table " + name, tokens.here());
                }
            }
            scope.add(tokens.accept("as") ? tokens.next() : name.substring(name.indexOf('.') + 1), columns);
            if (tokens.accept("on")) {
                Expressions.of(tokens.until("cross", "left", "inner", "join"), scope);
            }
        }
    }
}
