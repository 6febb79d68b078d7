package io.tillstream.standins.redshift.sql;

import io.tillstream.standins.postgres.WarehouseDatabase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Roles, users and privileges in Redshift's spelling; the roles of PostgreSQL carry them. */
final class AccessRule implements Rule {
    private static final Set<String> WITHOUT_EFFECT = Set.of("assumerole", "explain", "ignore");

    private static final Set<String> BEFORE_ROLE = Set.of("to", "from", ",", "grant", "revoke", "for");

    @Override
    public List<Token> apply(List<Token> statement) {
        Cursor cursor = new Cursor(statement);
        if (cursor.accept("create", "role")) {
            return createRole(cursor);
        }
        if (cursor.accept("drop", "role")) {
            String role = Token.render(cursor.qualifiedName());
            if (!cursor.accept("force") && !cursor.accept("restrict") && !cursor.atEnd()) {
                throw cursor.unexpected();
            }
            return List.of(Token.word("DROP ROLE " + role));
        }
        if (cursor.accept("create", "user")) {
            return user("CREATE ROLE ", " LOGIN", cursor);
        }
        refuseOtherOptions(statement);
        if (cursor.accept("alter", "user")) {
            return user("ALTER ROLE ", "", cursor);
        }
        if (cursor.sees("grant") || cursor.sees("revoke")) {
            return privileges(statement, cursor);
        }
        return cursor.sees("alter", "default", "privileges") ? withoutRoleWord(statement) : statement;
    }

    private static List<Token> createRole(Cursor cursor) {
        String role = Token.render(cursor.qualifiedName());
        if (cursor.accept("externalid")) {
            cursor.next();
        }
        if (!cursor.atEnd()) {
            throw cursor.unexpected();
        }
        return List.of(Token.word("CREATE ROLE " + role));
    }

    /** What else PostgreSQL accepts for roles and groups, such as {@code SUPERUSER}. */
    private static void refuseOtherOptions(List<Token> statement) {
        Cursor cursor = new Cursor(statement);
        if (cursor.accept("create", "group")) {
            cursor.qualifiedName();
            cursor.accept("with");
            if (!cursor.atEnd() && !cursor.sees("user")) {
                throw cursor.unexpected();
            }
        } else if (cursor.accept("alter", "role")) {
            cursor.qualifiedName();
            cursor.accept("with");
            if (!cursor.sees("rename", "to") && !cursor.sees("owner", "to")) {
                throw cursor.unexpected();
            }
        }
    }

    private static List<Token> user(String head, String login, Cursor cursor) {
        List<Token> name = cursor.qualifiedName();
        if (name.get(0).name().equals(WarehouseDatabase.USER)) {
            throw new RedshiftSqlException(
                    "the owner of the database, " + WarehouseDatabase.USER + ", is not changed by SQL here");
        }
        StringBuilder sql = new StringBuilder(head).append(Token.render(name));
        sql.append(login);
        cursor.accept("with");
        while (!cursor.atEnd()) {
            if (cursor.accept("password")) {
                sql.append(" PASSWORD ")
                        .append(
                                cursor.accept("disable")
                                        ? "NULL"
                                        : cursor.next().text());
            } else if (cursor.accept("syslog", "access")) {
                cursor.next();
            } else if (cursor.accept("connection", "limit")) {
                sql.append(" CONNECTION LIMIT ")
                        .append(
                                cursor.accept("unlimited")
                                        ? "-1"
                                        : cursor.next().text());
            } else if (cursor.accept("session", "timeout")) {
                cursor.next();
            } else if (cursor.accept("createuser")) {
                throw RedshiftSqlException.notEmulated("CREATEUSER (a superuser)");
            } else if (cursor.accept("valid", "until") || cursor.accept("in", "group")) {
                throw RedshiftSqlException.notEmulated("this option of a user");
            } else if (!cursor.accept("nocreatedb") && !cursor.accept("nocreateuser") && !cursor.accept("createdb")) {
                throw cursor.unexpected();
            }
        }
        return List.of(Token.word(sql.toString()));
    }

    private static List<Token> privileges(List<Token> statement, Cursor cursor) {
        cursor.next();
        cursor.accept("grant", "option", "for");
        if (WITHOUT_EFFECT.contains(cursor.next().name())) {
            return List.of(Token.word("DO $$ BEGIN END $$"));
        }
        if (statement.stream().anyMatch(t -> t.is("datashare") || t.is("model") || t.is("masking") || t.is("rls"))) {
            throw RedshiftSqlException.notEmulated("a privilege of this kind");
        }
        return withoutRoleWord(statement);
    }

    /** {@code ROLE} before a name tells Redshift what PostgreSQL knows. */
    private static List<Token> withoutRoleWord(List<Token> statement) {
        boolean membership = statement.size() > 2 && statement.get(1).is("role");
        boolean privilege = statement.stream().anyMatch(t -> t.is("on"));
        if (!membership && !privilege) {
            // In PostgreSQL this would make a member of a role; Redshift wants the word.
            throw RedshiftSqlException.syntax(statement.get(1).text());
        }
        List<Token> result = new ArrayList<>();
        for (int i = 0; i < statement.size(); i++) {
            boolean before =
                    i > 0 && BEFORE_ROLE.contains(statement.get(i - 1).text().toLowerCase(Locale.ROOT));
            if (!(statement.get(i).is("role") && before)) {
                result.add(statement.get(i));
            }
        }
        return result;
    }
}
