package io.tillstream.standins.redshift;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.regex.Pattern;

/** The warehouse that a request names: a workgroup of Redshift Serverless or a cluster. Any of the right form is this one. */
final class Targets {
    private static final Pattern WORKGROUP = Pattern.compile(
            "[a-z0-9-]{3,63}|arn:aws[a-z-]*:redshift-serverless:[a-z0-9-]+:\\d{12}:workgroup/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Pattern CLUSTER = Pattern.compile("[a-z][a-z0-9]*(-[a-z0-9]+)*");
    private static final int MAX_CLUSTER = 63;

    private Targets() {}

    static String workgroup(ObjectNode request) throws DataApiException {
        boolean serverless = request.has("WorkgroupName");
        if (serverless == request.has("ClusterIdentifier")) {
            throw DataApiException.validation(
                    "Either WorkgroupName or ClusterIdentifier must be provided, and not both");
        }
        String name =
                request.path(serverless ? "WorkgroupName" : "ClusterIdentifier").asText("");
        boolean right = serverless
                ? WORKGROUP.matcher(name).matches()
                : name.length() <= MAX_CLUSTER && CLUSTER.matcher(name).matches();
        if (!right) {
            throw DataApiException.validation((serverless ? "WorkgroupName '" : "ClusterIdentifier '") + name
                    + "' failed to satisfy constraint: Member must satisfy regular expression pattern");
        }
        return name;
    }
}
