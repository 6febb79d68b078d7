package io.tillstream.local.redshift.sql;

import java.util.List;

/** MERGE in the only form that Redshift has; PostgreSQL carries that form out as it is. */
final class MergeRule implements Rule {
    @Override
    public List<Token> apply(List<Token> statement) {
        Cursor cursor = new Cursor(statement);
        if (!cursor.accept("merge", "into")) {
            return statement;
        }
        String target = Token.render(cursor.qualifiedName());
        if (!cursor.sees("using")) {
            throw cursor.unexpected();
        }
        cursor.expect("using");
        if (cursor.sees("(")) {
            throw new RedshiftSqlException("MERGE source must be a table, not a subquery");
        }
        cursor.qualifiedName();
        if (cursor.accept("as") || !cursor.sees("on")) {
            cursor.next();
        }
        cursor.expect("on");
        if (statement.stream().anyMatch(t -> t.is("remove"))
                && !statement.stream().anyMatch(t -> t.is("when"))) {
            throw RedshiftSqlException.notEmulated("MERGE … REMOVE DUPLICATES");
        }
        while (!cursor.sees("when")) {
            cursor.next();
        }
        cursor.expect("when", "matched", "then");
        boolean update = cursor.sees("update");
        cursor.expect(update ? "update" : "delete");
        while (!cursor.sees("when")) {
            refuseQualifiedSet(cursor, target);
            cursor.next();
        }
        cursor.expect("when", "not", "matched", "then", "insert");
        return statement;
    }

    private static void refuseQualifiedSet(Cursor cursor, String target) {
        if (cursor.accept("set") && cursor.sees(target, ".")) {
            throw RedshiftSqlException.syntax(".");
        }
    }
}
