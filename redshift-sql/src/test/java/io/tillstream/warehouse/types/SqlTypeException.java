package io.tillstream.warehouse.types;

/** An expression that Redshift refuses or that may lose digits there. */
final class SqlTypeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SqlTypeException(String problem, String where) {
        super(problem + ", in: " + where);
    }
}
