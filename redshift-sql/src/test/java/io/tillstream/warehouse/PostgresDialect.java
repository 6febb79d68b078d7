package io.tillstream.warehouse;

import java.util.List;
import java.util.regex.Pattern;

/** What PostgreSQL lacks of Redshift, for these tests alone: the DDL attributes go, two functions come. */
final class PostgresDialect {
    private static final Pattern ATTRIBUTES =
            Pattern.compile("\\s+(ENCODE \\w+|DISTSTYLE \\w+|DISTKEY \\([^)]*\\)|(COMPOUND )?SORTKEY \\([^)]*\\))");

    static final List<String> FUNCTIONS = List.of(
            "CREATE FUNCTION getdate() RETURNS timestamp LANGUAGE sql AS $$ SELECT timezone('UTC', now())::timestamp $$",
            "CREATE FUNCTION strtol(text, int) RETURNS bigint LANGUAGE sql"
                    + " AS $$ SELECT ('x' || lpad($1, 16, '0'))::bit(64)::bigint $$");

    private PostgresDialect() {}

    static String translate(String statement) {
        return ATTRIBUTES.matcher(statement).replaceAll("");
    }
}
