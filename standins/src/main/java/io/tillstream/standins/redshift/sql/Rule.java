package io.tillstream.standins.redshift.sql;

import java.util.List;

/** One small difference between Redshift and PostgreSQL. */
@FunctionalInterface
interface Rule {
    /**
     * Rewrites the statement for PostgreSQL, or returns it as it is when the rule says nothing about it.
     *
     * @throws RedshiftSqlException if Redshift refuses the statement
     */
    List<Token> apply(List<Token> statement);
}
