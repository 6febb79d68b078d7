package io.tillstream.standins.redshift.sql;

import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;

/**
 * The type of a column or of a cast.
 *
 * @param postgres the same type in PostgreSQL
 * @param maxBytes how many bytes a value of a character type may have; PostgreSQL would count characters
 */
record ColumnType(String postgres, OptionalInt maxBytes) {
    private static final int DEFAULT_VARCHAR = 256;
    private static final int MAX_VARCHAR = 65_535;
    private static final int MAX_CHAR = 4_096;
    private static final int MAX_PRECISION = 38;
    private static final Set<String> NOT_EMULATED =
            Set.of("super", "varbyte", "varbinary", "binary", "geometry", "geography", "hllsketch", "interval");

    /** Reads a type at the cursor. */
    static ColumnType read(Cursor cursor) {
        String word = cursor.next().name();
        return switch (word) {
            case "smallint", "int2" -> fixed("smallint");
            case "integer", "int", "int4" -> fixed("integer");
            case "bigint", "int8" -> fixed("bigint");
            case "real", "float4" -> fixed("real");
            case "float8", "float" -> fixed("double precision");
            case "boolean", "bool", "date" -> fixed(word);
            case "timestamptz", "timetz" -> fixed(word);
            case "timestamp", "time" -> withZone(word, cursor);
            case "decimal", "numeric" -> decimal(cursor);
            case "varchar", "nvarchar" -> text("varchar", DEFAULT_VARCHAR, MAX_VARCHAR, cursor);
            case "text" -> text("varchar", DEFAULT_VARCHAR, DEFAULT_VARCHAR, cursor);
            case "bpchar" -> text("char", DEFAULT_VARCHAR, DEFAULT_VARCHAR, cursor);
            case "char", "nchar", "character" ->
                cursor.accept("varying")
                        ? text("varchar", DEFAULT_VARCHAR, MAX_VARCHAR, cursor)
                        : text("char", 1, MAX_CHAR, cursor);
            case "double" -> {
                cursor.expect("precision");
                yield fixed("double precision");
            }
            default -> throw unknown(word);
        };
    }

    private static RedshiftSqlException unknown(String word) {
        return NOT_EMULATED.contains(word)
                ? RedshiftSqlException.notEmulated("type " + word.toUpperCase(Locale.ROOT))
                : new RedshiftSqlException("Column has unsupported type \"" + word + "\"");
    }

    private static ColumnType fixed(String postgres) {
        return new ColumnType(postgres, OptionalInt.empty());
    }

    private static ColumnType withZone(String word, Cursor cursor) {
        if (cursor.accept("with")) {
            cursor.expect("time", "zone");
            return fixed(word + "tz");
        }
        if (cursor.accept("without")) {
            cursor.expect("time", "zone");
        }
        return fixed(word);
    }

    private static ColumnType decimal(Cursor cursor) {
        int precision = 18;
        int scale = 0;
        if (cursor.sees("(")) {
            List<List<Token>> arguments = Cursor.splitAtCommas(cursor.bracketed());
            precision = number(arguments.get(0));
            scale = arguments.size() > 1 ? number(arguments.get(1)) : 0;
        }
        if (precision < 1 || precision > MAX_PRECISION) {
            throw new RedshiftSqlException("DECIMAL precision " + precision + " must be between 1 and 38");
        }
        if (scale > precision || scale > MAX_PRECISION - 1) {
            throw new RedshiftSqlException("DECIMAL scale " + scale + " must be between 0 and precision " + precision);
        }
        return fixed("numeric(" + precision + "," + scale + ")");
    }

    private static ColumnType text(String type, int normal, int max, Cursor cursor) {
        int bytes = normal;
        if (cursor.sees("(")) {
            List<Token> argument = cursor.bracketed();
            bytes = argument.size() == 1 && argument.get(0).is("max") ? max : number(argument);
        }
        if (bytes < 1 || bytes > max) {
            throw new RedshiftSqlException("length for type " + type + " cannot exceed " + max);
        }
        return new ColumnType(type + "(" + bytes + ")", OptionalInt.of(bytes));
    }

    private static int number(List<Token> argument) {
        if (argument.size() != 1 || !argument.get(0).text().matches("\\d{1,9}")) {
            throw RedshiftSqlException.syntax(Token.render(argument));
        }
        return Integer.parseInt(argument.get(0).text());
    }
}
