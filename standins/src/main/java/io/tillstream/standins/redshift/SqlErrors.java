package io.tillstream.standins.redshift;

import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.util.PSQLException;
import org.postgresql.util.ServerErrorMessage;

/** PostgreSQL's errors in the words of Redshift, for those that callers or operators look for. */
final class SqlErrors {
    private static final String NOT_NULL = "23502";
    private static final String CARDINALITY = "21000";
    private static final String SERIALIZATION = "40001";

    private SqlErrors() {}

    static String inRedshiftsWords(SQLException error) {
        Optional<ServerErrorMessage> server = error instanceof PSQLException psql
                ? Optional.ofNullable(psql.getServerErrorMessage())
                : Optional.empty();
        String message = server.map(ServerErrorMessage::getMessage).orElse(error.getMessage());
        String state = Optional.ofNullable(error.getSQLState()).orElse("");
        return "ERROR: "
                + switch (state) {
                    case NOT_NULL ->
                        "Cannot insert a NULL value into column "
                                + server.map(ServerErrorMessage::getColumn).orElse("");
                    case CARDINALITY ->
                        message.startsWith("MERGE") ? "Found multiple matches to update the same tuple." : message;
                    case SERIALIZATION -> "1023 DETAIL: Serializable isolation violation on table (" + message + ")";
                    default -> message;
                };
    }
}
