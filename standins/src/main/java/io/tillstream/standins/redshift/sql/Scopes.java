package io.tillstream.standins.redshift.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rewrites each query of a statement: what begins with SELECT and ends with its bracket or the statement; inner ones first. */
final class Scopes {
    private final List<Token> statement;
    private final UnaryOperator<List<Token>> rewriter;

    Scopes(List<Token> statement, UnaryOperator<List<Token>> rewriter) {
        this.statement = statement;
        this.rewriter = rewriter;
    }

    List<Token> rewritten() {
        return rewrite(statement);
    }

    private List<Token> rewrite(List<Token> tokens) {
        List<Token> inside = new ArrayList<>();
        for (int i = 0; i < tokens.size(); ) {
            if (!tokens.get(i).is("(")) {
                inside.add(tokens.get(i++));
                continue;
            }
            Cursor cursor = new Cursor(tokens.subList(i, tokens.size()));
            List<Token> bracketed;
            try {
                bracketed = cursor.bracketed();
            } catch (RedshiftSqlException open) {
                // Left to the database, which knows how its own grammar ends.
                inside.addAll(tokens.subList(i, tokens.size()));
                break;
            }
            inside.add(tokens.get(i));
            inside.addAll(rewrite(bracketed));
            inside.add(tokens.get(i + bracketed.size() + 1));
            i += bracketed.size() + 2;
        }
        int select = select(inside);
        if (select < 0) {
            return inside;
        }
        List<Token> result = new ArrayList<>(inside.subList(0, select));
        result.addAll(rewriter.apply(inside.subList(select, inside.size())));
        return result;
    }

    private static int select(List<Token> tokens) {
        int depth = 0;
        for (int i = 0; i < tokens.size(); i++) {
            depth += tokens.get(i).is("(") ? 1 : tokens.get(i).is(")") ? -1 : 0;
            if (depth == 0 && tokens.get(i).is("select")) {
                return i;
            }
        }
        return -1;
    }
}
