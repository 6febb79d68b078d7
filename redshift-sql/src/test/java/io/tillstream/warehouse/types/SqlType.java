package io.tillstream.warehouse.types;

/**
 * A type of Redshift, with what its documentation says of arithmetic: Amazon Redshift Database Developer Guide, "Computations
 * with numeric values". An integer beside a decimal counts as a decimal of 5, 10 or 19 digits.
 *
 * @param precision digits in all, of decimals and integers
 * @param scale digits after the point
 */
record SqlType(Kind kind, int precision, int scale) {
    enum Kind {
        UNKNOWN,
        BOOLEAN,
        TEXT,
        DATE,
        TIMESTAMP,
        INTEGER,
        DECIMAL,
        DOUBLE
    }

    /** Digits that Redshift's decimals have at most. */
    static final int MOST = 38;
    /** Digits before the point that a sum of money needs: nothing overflows below 10^25. */
    static final int WHOLE_DIGITS = 26;

    static final SqlType NULL = new SqlType(Kind.UNKNOWN, 0, 0);
    static final SqlType BOOLEAN = new SqlType(Kind.BOOLEAN, 0, 0);
    static final SqlType TEXT = new SqlType(Kind.TEXT, 0, 0);
    static final SqlType DATE = new SqlType(Kind.DATE, 0, 0);
    static final SqlType TIMESTAMP = new SqlType(Kind.TIMESTAMP, 0, 0);
    static final SqlType DOUBLE = new SqlType(Kind.DOUBLE, 0, 0);
    static final SqlType INTEGER = new SqlType(Kind.INTEGER, 10, 0);
    static final SqlType BIGINT = new SqlType(Kind.INTEGER, 19, 0);

    static SqlType decimal(int precision, int scale) {
        return new SqlType(Kind.DECIMAL, precision, scale);
    }

    boolean is(Kind other) {
        return kind == other;
    }

    boolean numeric() {
        return is(Kind.INTEGER) || is(Kind.DECIMAL) || is(Kind.DOUBLE);
    }

    int whole() {
        return precision - scale;
    }

    /** The type of {@code this operator other}. */
    SqlType with(String operator, SqlType other, String where) {
        if (is(Kind.DATE) || other.is(Kind.DATE)) {
            return is(Kind.DATE) && other.is(Kind.DATE) ? BIGINT : DATE;
        }
        if (!numeric() || !other.numeric()) {
            throw new SqlTypeException("arithmetic on " + this + " and " + other, where);
        }
        if (is(Kind.DOUBLE) || other.is(Kind.DOUBLE)) {
            return DOUBLE;
        }
        if (is(Kind.INTEGER) && other.is(Kind.INTEGER)) {
            return precision >= other.precision ? this : other;
        }
        SqlType result = switch (operator) {
            case "+", "-" -> added(other);
            case "*" -> decimal(precision + other.precision + 1, scale + other.scale);
            case "/" -> {
                int digits = Math.max(4, scale + other.precision - other.scale + 1);
                yield decimal(precision - scale + other.scale + digits, digits);
            }
            default -> throw new SqlTypeException("operator " + operator, where);
        };
        return fits(result, this + " " + operator + " " + other, where);
    }

    private SqlType added(SqlType other) {
        int digits = Math.max(scale, other.scale);
        return decimal(Math.max(whole(), other.whole()) + 1 + digits, digits);
    }

    /** The type of a column that holds values of both, as CASE, COALESCE and UNION make it. */
    SqlType or(SqlType other, String where) {
        if (is(Kind.UNKNOWN) || equals(other)) {
            return other;
        }
        if (other.is(Kind.UNKNOWN)) {
            return this;
        }
        if (!numeric() || !other.numeric()) {
            throw new SqlTypeException(this + " beside " + other, where);
        }
        if (is(Kind.DOUBLE) || other.is(Kind.DOUBLE)) {
            return DOUBLE;
        }
        if (is(Kind.INTEGER) && other.is(Kind.INTEGER)) {
            return precision >= other.precision ? this : other;
        }
        // A whole number written in the statement widens nothing: 0 beside a sum is a value of the sum's type.
        int digits = Math.max(scale, other.scale);
        int whole =
                is(Kind.INTEGER) ? other.whole() : other.is(Kind.INTEGER) ? whole() : Math.max(whole(), other.whole());
        return fits(decimal(whole + digits, digits), this + " beside " + other, where);
    }

    /** This type cast to another. */
    SqlType castTo(SqlType target, String where) {
        if (is(Kind.DECIMAL) && target.is(Kind.DECIMAL)) {
            if (target.scale < scale) {
                throw new SqlTypeException(
                        "the cast of " + this + " to " + target + " loses digits after the point", where);
            }
            if (target.whole() < Math.min(whole(), WHOLE_DIGITS)) {
                throw new SqlTypeException("the cast of " + this + " to " + target + " overflows below 10^25", where);
            }
        }
        return target;
    }

    /** The type of the sum of a column of this type. */
    SqlType summed(String where) {
        return switch (kind) {
            case DECIMAL -> {
                SqlType sum = decimal(MOST, scale);
                if (sum.whole() < WHOLE_DIGITS - 1) {
                    throw new SqlTypeException("the sum of " + this + " overflows below 10^25", where);
                }
                yield sum;
            }
            case INTEGER -> precision > 10 ? decimal(MOST, 0) : BIGINT;
            case DOUBLE -> DOUBLE;
            case UNKNOWN, BOOLEAN, TEXT, DATE, TIMESTAMP -> throw new SqlTypeException("the sum of " + this, where);
        };
    }

    private static SqlType fits(SqlType result, String what, String where) {
        if (result.precision > MOST) {
            throw new SqlTypeException(what + " is " + result + ", more than " + MOST + " digits", where);
        }
        return result;
    }

    @Override
    public String toString() {
        return is(Kind.DECIMAL) ? "DECIMAL(" + precision + "," + scale + ")" : kind.name();
    }
}
