package io.tillstream.standins.redshift;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Arrays;
import java.util.function.Predicate;

/** Which statements ListStatements shows. */
final class Listing {
    private static final String ALL = "ALL";

    private Listing() {}

    /** Without a status those that are finished, as AWS does; the name is a prefix. */
    static Predicate<Execution> of(ObjectNode request) throws DataApiException {
        String status = request.path("Status").asText(StatementState.FINISHED.name());
        boolean known =
                Arrays.stream(StatementState.values()).anyMatch(s -> s.name().equals(status));
        if (!known && !status.equals(ALL)) {
            throw DataApiException.validation(
                    "Status '" + status + "' is none of " + Arrays.toString(StatementState.values()) + " and ALL");
        }
        boolean target = request.has("WorkgroupName") || request.has("ClusterIdentifier");
        String workgroup = target ? Targets.workgroup(request) : "";
        if (request.has("Database") && !target) {
            throw DataApiException.validation("Database needs a WorkgroupName or a ClusterIdentifier");
        }
        String name = request.path("StatementName").asText("");
        String database = request.path("Database").asText("");
        return e -> (status.equals(ALL) || e.snapshot().state().name().equals(status))
                && e.submission().name().startsWith(name)
                && (workgroup.isEmpty() || e.submission().workgroup().equals(workgroup))
                && (database.isEmpty() || e.submission().database().equals(database));
    }
}
