package io.tillstream.standins.redshift.sql;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Whole statements that do less here, or nothing, and those that are not here at all. */
final class StatementRules {
    private static final Set<String> SETTINGS_WITHOUT_EFFECT = Set.of(
            "query_group",
            "wlm_query_slot_count",
            "enable_result_cache_for_session",
            "enable_numeric_rounding",
            "enable_vacuum_boost",
            "mv_enable_aqmv_for_session",
            "use_fips_ssl");
    private static final Set<String> NOT_EMULATED =
            Set.of("unload", "declare", "fetch", "close", "prepare", "execute", "deallocate", "show", "use", "cancel");
    private static final Set<String> SYSTEM_RELATIONS = Set.of(
            "sys_query_history",
            "sys_load_history",
            "sys_load_detail",
            "sys_load_error_detail",
            "sys_mv_refresh_history",
            "svv_mv_info",
            "svv_table_info",
            "svv_tables",
            "svv_columns",
            "svv_roles",
            "svv_role_grants",
            "svv_user_grants",
            "pg_table_def");

    private StatementRules() {}

    /** What Redshift has and the stand-in does not. */
    static List<Token> notEmulated(List<Token> statement) {
        Token first = statement.get(0);
        if (NOT_EMULATED.contains(first.name())) {
            throw RedshiftSqlException.notEmulated(first.text());
        }
        if (new Cursor(statement).sees("analyze", "compression")) {
            throw RedshiftSqlException.notEmulated("ANALYZE COMPRESSION");
        }
        return statement;
    }

    /** VACUUM takes no options that would mean anything here. */
    static List<Token> vacuum(List<Token> statement) {
        Cursor cursor = new Cursor(statement);
        if (!cursor.accept("vacuum")) {
            return statement;
        }
        if (!cursor.accept("full") && !cursor.accept("sort", "only") && !cursor.accept("delete", "only")) {
            cursor.accept("reindex");
        }
        String table = cursor.atEnd() ? "" : " " + Token.render(cursor.qualifiedName());
        return List.of(Token.word("VACUUM" + table));
    }

    /** Settings of Redshift that PostgreSQL does not know. */
    static List<Token> settings(List<Token> statement) {
        Cursor cursor = new Cursor(statement);
        boolean setting = (cursor.accept("set") || cursor.accept("reset")) && !cursor.atEnd();
        return setting && SETTINGS_WITHOUT_EFFECT.contains(cursor.next().name())
                ? List.of(Token.word("DO $$ BEGIN END $$"))
                : statement;
    }

    /** The system relations are found by the search path. */
    static List<Token> systemRelations(List<Token> statement) {
        List<Token> result = new ArrayList<>();
        for (int i = 0; i < statement.size(); i++) {
            boolean qualified = statement.get(i).is("pg_catalog")
                    && i + 2 < statement.size()
                    && statement.get(i + 1).is(".")
                    && SYSTEM_RELATIONS.contains(statement.get(i + 2).name());
            if (qualified) {
                result.add(statement.get(i + 2).spaced(true));
                i += 2;
            } else {
                result.add(statement.get(i));
            }
        }
        return result;
    }
}
