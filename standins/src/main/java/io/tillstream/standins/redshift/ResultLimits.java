package io.tillstream.standins.redshift;

import io.tillstream.standins.redshift.sql.RedshiftSqlException;
import java.nio.charset.StandardCharsets;

/**
 * How much a query may return through the Data API (Amazon Redshift Management Guide, "Considerations when calling the Data API").
 *
 * @param rowBytes the largest row, in bytes
 * @param resultBytes the largest result, in bytes
 */
record ResultLimits(long rowBytes, long resultBytes) {
    /** Those of AWS. */
    static final ResultLimits AWS = new ResultLimits(64L * 1024, 500L * 1024 * 1024);

    /** The size of a row, which is refused if it is too large for itself or with those before it. */
    long add(Object[] row, long before) {
        long bytes = 0;
        for (Object value : row) {
            bytes += value == null
                    ? 0
                    : value instanceof String text ? text.getBytes(StandardCharsets.UTF_8).length : Long.BYTES;
        }
        if (bytes > rowBytes) {
            throw new RedshiftSqlException("a row of the result has " + bytes + " bytes, more than " + rowBytes);
        }
        if (before + bytes > resultBytes) {
            throw new RedshiftSqlException("the result has more than " + resultBytes + " bytes");
        }
        return before + bytes;
    }
}
