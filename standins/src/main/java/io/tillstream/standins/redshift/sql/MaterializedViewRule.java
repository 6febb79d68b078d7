package io.tillstream.standins.redshift.sql;

import java.util.ArrayList;
import java.util.List;

/** Materialized views: options are read and, but for AUTO REFRESH YES, allowed; each refresh is kept for the system relations. */
final class MaterializedViewRule implements Rule {
    @Override
    public List<Token> apply(List<Token> statement) {
        Cursor cursor = new Cursor(statement);
        if (cursor.accept("create", "materialized", "view")) {
            return create(cursor);
        }
        if (cursor.accept("refresh", "materialized", "view")) {
            return refresh(cursor);
        }
        return statement;
    }

    private static List<Token> create(Cursor cursor) {
        List<Token> name = cursor.qualifiedName();
        ReservedWords.refuse(name.get(name.size() - 1));
        String view = Token.render(name);
        TableAttributes attributes = TableAttributes.read(cursor);
        if (cursor.accept("auto", "refresh") && !cursor.accept("no")) {
            throw RedshiftSqlException.notEmulated("AUTO REFRESH YES");
        }
        cursor.expect("as");
        List<Token> query = cursor.rest();
        refuseOrder(query);
        List<Token> result = new ArrayList<>();
        result.add(Token.word("CREATE MATERIALIZED VIEW " + view + " AS"));
        result.addAll(query);
        String literal = TableAttributes.literal(view);
        result.add(Token.after("SELECT redshift_shim.require_tables_below(" + literal + ")"));
        result.add(Token.after(attributes.note(view, List.of())));
        result.add(Token.after("SELECT redshift_shim.note_refresh(" + literal + ")"));
        return result;
    }

    private static void refuseOrder(List<Token> query) {
        int depth = 0;
        for (Token token : query) {
            depth += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            if (depth == 0 && (token.is("order") || token.is("limit") || token.is("offset"))) {
                throw new RedshiftSqlException("A materialized view definition cannot have "
                        + (token.is("order") ? "ORDER BY" : "LIMIT") + " clauses");
            }
        }
    }

    private static List<Token> refresh(Cursor cursor) {
        String view = Token.render(cursor.qualifiedName());
        if (!cursor.accept("restrict") && !cursor.accept("cascade") && !cursor.atEnd()) {
            throw cursor.unexpected();
        }
        return List.of(
                Token.word("REFRESH MATERIALIZED VIEW " + view),
                Token.after("SELECT redshift_shim.note_refresh(" + TableAttributes.literal(view) + ")"));
    }
}
