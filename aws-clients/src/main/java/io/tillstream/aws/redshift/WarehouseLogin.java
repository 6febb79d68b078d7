package io.tillstream.aws.redshift;

import java.util.Optional;

/**
 * A warehouse, and as whom to use it.
 *
 * @param workgroup the Redshift Serverless workgroup
 * @param database the database in it
 * @param secretArn the secret of a database user; nothing: the caller's IAM identity is the user
 */
public record WarehouseLogin(String workgroup, String database, Optional<String> secretArn) {}
