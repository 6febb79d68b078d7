package io.tillstream.standins.redshift;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.standins.redshift.sql.RedshiftSql;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A request to run one statement or a batch, checked as the Data API checks it before it accepts it.
 *
 * @param batch whether it is a batch, even of one statement
 * @param statements the statements as sent
 * @param parameters the values to bind, by name
 * @param database the database
 * @param workgroup the workgroup or the cluster
 * @param serverless whether it is a workgroup
 * @param secret the secret that the caller connects with, if it named one
 * @param format how the result will be read
 * @param name the statement's name, possibly empty
 * @param clientToken the token that makes a repetition of the request harmless
 * @param request all that must be equal in such a repetition
 */
record Submission(
        boolean batch,
        List<String> statements,
        Map<String, String> parameters,
        String database,
        String workgroup,
        boolean serverless,
        Optional<String> secret,
        Format format,
        String name,
        Optional<String> clientToken,
        JsonNode request) {
    /** The forms of a result. */
    enum Format {
        /** For GetStatementResult. */
        JSON,
        /** For GetStatementResultV2. */
        CSV
    }

    static final int MAX_STATEMENTS = 40;
    static final int MAX_STATEMENT_BYTES = 100 * 1024;
    private static final int MAX_TOKEN = 64;
    private static final int MAX_NAME = 2048;

    static Submission single(ObjectNode request) throws DataApiException {
        return read(request, false, List.of(required(request, "Sql")));
    }

    static Submission batch(ObjectNode request) throws DataApiException {
        List<String> statements = new ArrayList<>();
        request.path("Sqls").forEach(sql -> statements.add(sql.asText()));
        if (statements.isEmpty() || statements.size() > MAX_STATEMENTS) {
            throw DataApiException.validation(
                    "A batch holds 1 to " + MAX_STATEMENTS + " statements, this one " + statements.size());
        }
        return read(request, true, List.copyOf(statements));
    }

    private static Submission read(ObjectNode request, boolean batch, List<String> statements) throws DataApiException {
        for (String statement : statements) {
            checkLength("Sql", statement, MAX_STATEMENT_BYTES);
        }
        refuseAbsent(request);
        String workgroup = Targets.workgroup(request);
        Optional<String> token = Optional.ofNullable(request.path("ClientToken").asText(null));
        if (token.isPresent()) {
            checkLength("ClientToken", token.get(), MAX_TOKEN);
        }
        String name = request.path("StatementName").asText("");
        if (name.length() > MAX_NAME) {
            throw DataApiException.validation("StatementName is longer than " + MAX_NAME);
        }
        Map<String, String> parameters = parameters(request);
        checkUse(parameters.keySet(), statements);
        ObjectNode identity = request.deepCopy();
        identity.remove(List.of("ClientToken", "WaitTimeSeconds"));
        return new Submission(
                batch,
                statements,
                parameters,
                required(request, "Database"),
                workgroup,
                request.has("WorkgroupName"),
                Optional.ofNullable(request.path("SecretArn").asText(null)),
                format(request),
                name,
                token,
                identity);
    }

    private static void refuseAbsent(ObjectNode request) throws DataApiException {
        for (String absent : List.of("SessionId", "SessionKeepAliveSeconds", "ExecutionMode")) {
            if (request.has(absent)) {
                throw DataApiException.validation("The local stand-in does not support " + absent);
            }
        }
    }

    private static Format format(ObjectNode request) throws DataApiException {
        return switch (request.path("ResultFormat").asText("JSON")) {
            case "JSON" -> Format.JSON;
            case "CSV" -> Format.CSV;
            default -> throw DataApiException.validation("ResultFormat must be one of JSON, CSV");
        };
    }

    private static Map<String, String> parameters(JsonNode request) throws DataApiException {
        Map<String, String> parameters = new LinkedHashMap<>();
        for (JsonNode parameter : request.path("Parameters")) {
            String name = required(parameter, "name");
            if (!name.matches("[0-9a-zA-Z_]+")) {
                throw DataApiException.validation("Parameter name '" + name + "' must satisfy [0-9a-zA-Z_]+");
            }
            String value = required(parameter, "value");
            if (parameters.put(name, value) != null) {
                throw DataApiException.validation("Parameter " + name + " is given twice");
            }
        }
        if (request.has("Parameters") && parameters.isEmpty()) {
            throw DataApiException.validation("Parameters must not be an empty list");
        }
        return parameters;
    }

    private static void checkUse(Set<String> given, List<String> statements) throws DataApiException {
        Set<String> used = new TreeSet<>();
        statements.forEach(statement -> used.addAll(RedshiftSql.parameterNames(statement)));
        Set<String> missing = new TreeSet<>(used);
        missing.removeAll(given);
        Set<String> unused = new TreeSet<>(given);
        unused.removeAll(used);
        if (!missing.isEmpty()) {
            throw DataApiException.validation("Parameters list lacks parameters that the SQL names: " + missing);
        }
        if (!unused.isEmpty()) {
            throw DataApiException.validation("Parameters list contains unused parameters: " + unused);
        }
    }

    static String required(JsonNode request, String field) throws DataApiException {
        String value = request.path(field).asText("");
        if (value.isEmpty()) {
            throw DataApiException.validation("Value at '" + field
                    + "' failed to satisfy constraint: Member must have length greater than or equal to 1");
        }
        return value;
    }

    private static void checkLength(String field, String value, int maxBytes) throws DataApiException {
        int bytes = value.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > maxBytes) {
            throw DataApiException.validation(field + " has " + bytes + " bytes; it must have 1 to " + maxBytes);
        }
    }
}
