package io.tillstream.standins.redshift.sql;

/** Redshift would refuse the statement, or the stand-in cannot carry it out; the message begins with {@code ERROR:}. */
public final class RedshiftSqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates the refusal.
     *
     * @param message what is wrong, without the {@code ERROR:} in front
     */
    public RedshiftSqlException(String message) {
        super("ERROR: " + message);
    }

    /** Redshift's own words for something its grammar does not have. */
    static RedshiftSqlException syntax(String near) {
        return new RedshiftSqlException("syntax error at or near \"" + near + "\"");
    }

    /** For what Redshift has and this stand-in does not. */
    static RedshiftSqlException notEmulated(String what) {
        return new RedshiftSqlException(
                what + " is not supported by the local Redshift stand-in; see docs/reference/redshift-differences.md");
    }
}
