package io.tillstream.standins.redshift.sql;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The commands of Redshift: a statement that begins with another word is a syntax error, even if PostgreSQL has it. Source:
 * Amazon Redshift Database Developer Guide, "SQL commands".
 */
final class Commands {
    private static final Set<String> KNOWN = Set.of("""
            ( abort alter analyse analyze attach begin call cancel close comment commit copy create deallocate declare delete desc
            detach drop end execute explain fetch grant insert lock merge prepare refresh reset revoke rollback select set show
            start truncate unload update use vacuum with
            """.strip().split("\\s+"));

    /** What may follow the first word and runs here. */
    private static final Map<String, Set<String>> OBJECTS = Map.of(
            "create",
                    Set.of(
                            "group",
                            "local",
                            "materialized",
                            "procedure",
                            "role",
                            "schema",
                            "table",
                            "temp",
                            "temporary",
                            "user",
                            "view"),
            "alter", Set.of("default", "group", "materialized", "role", "schema", "table", "user", "view"),
            "drop", Set.of("group", "materialized", "role", "schema", "table", "user", "view"));

    /** What Redshift also has, and the stand-in does not. */
    private static final Map<String, Set<String>> NOT_EMULATED = Map.of(
            "create",
            Set.of(
                    "catalog",
                    "database",
                    "datashare",
                    "datatype",
                    "external",
                    "function",
                    "identity",
                    "library",
                    "masking",
                    "model",
                    "or",
                    "rls",
                    "template"),
            "alter",
            Set.of(
                    "database",
                    "datashare",
                    "external",
                    "function",
                    "identity",
                    "masking",
                    "procedure",
                    "rls",
                    "system",
                    "template"),
            "drop",
            Set.of(
                    "database",
                    "datashare",
                    "external",
                    "function",
                    "identity",
                    "library",
                    "masking",
                    "model",
                    "procedure",
                    "rls",
                    "template"));

    private Commands() {}

    /** Refuses what is not a command of Redshift, and commands on objects that are not here. */
    static List<Token> allowed(List<Token> statement) {
        Token first = statement.get(0);
        if (first.kind() == Token.Kind.QUOTED_NAME || !KNOWN.contains(first.name())) {
            throw RedshiftSqlException.syntax(first.text());
        }
        if (OBJECTS.containsKey(first.name())) {
            requireObject(first, statement);
        }
        if (first.is("set") || first.is("reset")) {
            requireSetting(new Cursor(statement.subList(1, statement.size())));
        }
        return statement;
    }

    private static void requireObject(Token first, List<Token> statement) {
        Cursor cursor = new Cursor(statement.subList(1, statement.size()));
        if (cursor.sees("or", "replace", "view") || cursor.sees("or", "replace", "procedure")) {
            return;
        }
        Token object = cursor.next();
        if (NOT_EMULATED.get(first.name()).contains(object.name())) {
            throw RedshiftSqlException.notEmulated(first.text() + " " + object.text());
        }
        if (object.kind() != Token.Kind.WORD || !OBJECTS.get(first.name()).contains(object.name())) {
            throw RedshiftSqlException.syntax(object.text());
        }
    }

    /** Redshift sets parameters of the session and the user of the session, never a role. */
    private static void requireSetting(Cursor cursor) {
        if (cursor.sees("session", "authorization")) {
            throw RedshiftSqlException.notEmulated("SET SESSION AUTHORIZATION");
        }
        if (cursor.sees("role") || cursor.sees("constraints") || cursor.sees("transaction")) {
            throw RedshiftSqlException.syntax(cursor.next().text());
        }
    }
}
