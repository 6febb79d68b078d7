package io.tillstream.standins.redshift.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * MERGE in the two forms that Redshift has. The one with both branches PostgreSQL carries out as it is; REMOVE DUPLICATES
 * becomes a DELETE and an INSERT.
 */
final class MergeRule implements Rule {
    private static final Set<String> NOT_EQUALITY =
            Set.of("<", ">", "<=", ">=", "<>", "!=", "like", "ilike", "between", "in", "or", "not", "is", "similar");

    @Override
    public List<Token> apply(List<Token> statement) {
        Cursor cursor = new Cursor(statement);
        if (!cursor.accept("merge", "into")) {
            return statement;
        }
        List<Token> target = cursor.qualifiedName();
        if (!cursor.sees("using")) {
            throw cursor.unexpected();
        }
        cursor.expect("using");
        if (cursor.sees("(")) {
            throw new RedshiftSqlException("MERGE source must be a table, not a subquery");
        }
        List<Token> source = cursor.qualifiedName();
        List<Token> named = new ArrayList<>(source);
        if (cursor.accept("as") || !cursor.sees("on")) {
            named.add(cursor.next().spaced(true));
        }
        cursor.expect("on");
        List<Token> condition = condition(cursor);
        Token sourceIsTable = Token.before(
                "SELECT redshift_shim.require_table(" + TableAttributes.literal(Token.render(source)) + ")");
        if (cursor.accept("remove", "duplicates")) {
            if (!cursor.atEnd()) {
                throw cursor.unexpected();
            }
            return removeDuplicates(Token.render(target), source, named, condition, sourceIsTable);
        }
        requireBothBranches(cursor, Token.render(target));
        List<Token> result = new ArrayList<>(statement);
        result.add(sourceIsTable);
        return result;
    }

    private static List<Token> condition(Cursor cursor) {
        List<Token> condition = new ArrayList<>();
        while (!cursor.sees("when") && !cursor.sees("remove", "duplicates")) {
            Token token = cursor.next();
            if (token.kind() != Token.Kind.STRING && NOT_EQUALITY.contains(token.name())) {
                throw new RedshiftSqlException("MERGE takes equal predicates in ON only, not \"" + token.text() + "\"");
            }
            condition.add(token);
        }
        return condition;
    }

    private static void requireBothBranches(Cursor cursor, String target) {
        cursor.expect("when", "matched", "then");
        boolean update = cursor.sees("update");
        cursor.expect(update ? "update" : "delete");
        while (!cursor.sees("when")) {
            if (cursor.accept("set") && cursor.sees(target, ".")) {
                throw RedshiftSqlException.syntax(".");
            }
            cursor.next();
        }
        cursor.expect("when", "not", "matched", "then", "insert");
    }

    private static List<Token> removeDuplicates(
            String target, List<Token> source, List<Token> named, List<Token> condition, Token sourceIsTable) {
        String names = TableAttributes.literal(target) + ", " + TableAttributes.literal(Token.render(source));
        return List.of(
                Token.word("INSERT INTO " + target + " SELECT DISTINCT * FROM " + Token.render(source)),
                sourceIsTable,
                Token.before("SELECT redshift_shim.require_same_columns(" + names + ")"),
                Token.before("DELETE FROM " + target + " USING " + Token.render(named) + " WHERE "
                        + Token.render(condition)));
    }
}
