package io.tillstream.standins.redshift.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stored procedures of one kind: without parameters, with the rights of their owner, and doing nothing but to refresh one
 * materialized view. As in Redshift, nobody but the owner may call a new one until it is granted. Source: Amazon Redshift Database
 * Developer Guide, "CREATE PROCEDURE", "Security and privileges for stored procedures".
 */
final class ProcedureRule implements Rule {
    private static final Pattern BODY = Pattern.compile(
            "(?is)\\$\\$\\s*begin\\s+execute\\s+'(refresh\\s+materialized\\s+view\\s+([a-z_][\\w]*(?:\\.[a-z_][\\w]*)?))'\\s*;\\s*end\\s*;?\\s*\\$\\$");

    @Override
    public List<Token> apply(List<Token> statement) {
        Cursor cursor = new Cursor(statement);
        if (cursor.accept("create", "procedure")) {
            return create("CREATE", cursor);
        }
        if (cursor.accept("create", "or", "replace", "procedure")) {
            return create("CREATE OR REPLACE", cursor);
        }
        if (cursor.accept("call")) {
            String name = name(cursor);
            if (!cursor.atEnd()) {
                throw cursor.unexpected();
            }
            return List.of(Token.word("CALL " + name));
        }
        boolean access = cursor.accept("grant", "execute", "on", "procedure")
                || cursor.accept("revoke", "execute", "on", "procedure");
        if (access) {
            // As one word: a name before a bracket would be taken for the call of a function.
            List<Token> privilege = new ArrayList<>(statement.subList(0, 4));
            privilege.add(Token.word(name(cursor)));
            privilege.addAll(cursor.rest());
            return privilege;
        }
        return statement;
    }

    private static List<Token> create(String verb, Cursor cursor) {
        String name = name(cursor);
        cursor.expect("as");
        Matcher body = BODY.matcher(cursor.next().text());
        if (!body.matches()) {
            throw RedshiftSqlException.notEmulated("a procedure that does more than to refresh a materialized view");
        }
        cursor.expect("language");
        cursor.expect("plpgsql");
        if (!cursor.accept("security", "definer") || !cursor.atEnd()) {
            throw RedshiftSqlException.notEmulated("a procedure that is not SECURITY DEFINER");
        }
        return List.of(
                Token.word(verb + " PROCEDURE " + name + " LANGUAGE plpgsql SECURITY DEFINER AS $$ BEGIN EXECUTE '"
                        + body.group(1) + "'; PERFORM redshift_shim.note_refresh("
                        + TableAttributes.literal(body.group(2)) + "); END $$"),
                Token.after("REVOKE ALL ON PROCEDURE " + name + " FROM PUBLIC"));
    }

    /** Parameters are not here: a name and two brackets. */
    private static String name(Cursor cursor) {
        String name = Token.render(cursor.qualifiedName());
        cursor.expect("(");
        if (!cursor.accept(")")) {
            throw RedshiftSqlException.notEmulated("parameters of a procedure");
        }
        return name + "()";
    }
}
