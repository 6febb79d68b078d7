package io.tillstream.operations.query;

import java.util.Optional;

/**
 * Which warehouse statements go to, and as whom.
 *
 * @param workgroup workgroup of Redshift Serverless
 * @param database its database
 * @param secretArn secret with the user's name and password; empty: Redshift makes temporary credentials for the caller's IAM
 *     identity
 */
public record Login(String workgroup, String database, Optional<String> secretArn) {
    /** The warehouse on this machine. */
    public static final Login LOCAL = new Login("tillstream", "warehouse", Optional.empty());
}
