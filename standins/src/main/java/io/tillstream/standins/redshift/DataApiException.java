package io.tillstream.standins.redshift;

import java.util.Map;

/** A request that the Data API refuses at once, with the error code that AWS gives it. */
final class DataApiException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final int status;
    private final transient Map<String, String> fields;

    private DataApiException(String code, int status, String message, Map<String, String> fields) {
        super(message);
        this.code = code;
        this.status = status;
        this.fields = fields;
    }

    static DataApiException validation(String message) {
        return new DataApiException("ValidationException", 400, message, Map.of());
    }

    static DataApiException notFound(String id, String message) {
        return new DataApiException("ResourceNotFoundException", 400, message, Map.of("ResourceId", id));
    }

    static DataApiException unknownOperation(String operation) {
        return new DataApiException(
                "UnknownOperationException", 400, "The local stand-in has no operation " + operation, Map.of());
    }

    /** So many statements are under way that no other is taken; the caller tries again later. */
    static DataApiException tooManyStatements(int limit) {
        return new DataApiException(
                "ActiveStatementsExceededException",
                400,
                "Active statements exceeded the allowed quota (" + limit + ").",
                Map.of());
    }

    /** The database that a caller names is not there. */
    static DataApiException noConnection(String message) {
        return new DataApiException("DatabaseConnectionException", 400, message, Map.of());
    }

    /** Something went wrong on this side. */
    static DataApiException internal(String message) {
        return new DataApiException("InternalServerException", 500, message, Map.of());
    }

    /** A request that nobody has signed. */
    static DataApiException unsigned() {
        return new DataApiException(
                "MissingAuthenticationTokenException", 403, "Missing Authentication Token", Map.of());
    }

    /** The server takes no more statements; AWS has one such error for each of the two operations. */
    static DataApiException unavailable(boolean batch, String id, String message) {
        String code = batch ? "BatchExecuteStatementException" : "ExecuteStatementException";
        return new DataApiException(code, 500, message, Map.of("StatementId", id));
    }

    String code() {
        return code;
    }

    int status() {
        return status;
    }

    Map<String, String> fields() {
        return fields;
    }
}
