package io.tillstream.warehouse.types;

import java.util.LinkedHashMap;
import java.util.Map;

/** The relations that a SELECT reads, by alias, each with the types of its columns. */
final class Scope {
    private final Map<String, Map<String, SqlType>> relations = new LinkedHashMap<>();

    void add(String alias, Map<String, SqlType> columns) {
        relations.put(alias, columns);
    }

    SqlType column(String alias, String name, String where) {
        Map<String, SqlType> relation = relations.get(alias);
        if (relation == null || !relation.containsKey(name)) {
            throw new SqlTypeException("no column " + alias + "." + name, where);
        }
        return relation.get(name);
    }

    SqlType column(String name, String where) {
        return relations.values().stream()
                .filter(columns -> columns.containsKey(name))
                .findFirst()
                .orElseThrow(() -> new SqlTypeException("no column " + name + " in " + relations.keySet(), where))
                .get(name);
    }

    /** Reads a type as a column or a cast names it. */
    static SqlType type(Tokens tokens) {
        String name = tokens.next();
        int precision = 18;
        int scale = 0;
        if (tokens.peek().equals("(")) {
            Tokens size = tokens.bracketed();
            precision = Integer.parseInt(size.next());
            scale = size.accept(",") ? Integer.parseInt(size.next()) : 0;
        }
        return switch (name) {
            case "integer", "int", "smallint" -> SqlType.INTEGER;
            case "bigint" -> SqlType.BIGINT;
            case "decimal", "numeric" -> SqlType.decimal(precision, scale);
            case "double" -> {
                tokens.expect("precision");
                yield SqlType.DOUBLE;
            }
            case "date" -> SqlType.DATE;
            case "timestamp" -> SqlType.TIMESTAMP;
            case "boolean" -> SqlType.BOOLEAN;
            case "varchar", "char" -> SqlType.TEXT;
            default -> throw new SqlTypeException("type " + name, tokens.here());
        };
    }
}
