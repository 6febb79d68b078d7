package io.tillstream.infra.warehouse;

import io.tillstream.infra.base.Statements;
import io.tillstream.infra.lake.Lake;
import io.tillstream.infra.settings.WarehouseSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awscdk.Tags;
import software.amazon.awscdk.services.iam.IRole;
import software.amazon.awscdk.services.iam.PolicyStatement;

/**
 * The warehouse, for those who load and query it.
 *
 * @param workgroup name of the workgroup
 * @param workgroupArn its ARN
 * @param namespace name of the namespace
 * @param database the database
 * @param secretArn secret of the administrator, managed and rotated by Redshift
 * @param copyRoleArn the role by which COPY reads the lake
 * @param host its address within the VPC
 * @param loaderLogin as whom the loader works in the database
 * @param probeLogin as whom the probes read it
 */
public record Warehouse(
        String workgroup,
        String workgroupArn,
        String namespace,
        String database,
        String secretArn,
        String copyRoleArn,
        String host,
        WarehouseSettings.Login loaderLogin,
        WarehouseSettings.Login probeLogin) {
    /** Database role of the loader (redshift-sql, migration of the roles). */
    public static final String LOADER_ROLE = "tillstream_loader";

    /** Database role that reads all there is (redshift-sql, migration of the roles). */
    public static final String READER_ROLE = "tillstream_operator";

    /** Tag of an IAM role that names its user's database roles (Redshift management guide, federated users of Serverless). */
    private static final String DATABASE_ROLES = "RedshiftDbRoles";

    /** Returns the secret of a login; nothing where it is by IAM. */
    public Optional<String> secretOf(WarehouseSettings.Login login) {
        return switch (login) {
            case ROLE -> Optional.empty();
            case ADMINISTRATOR -> Optional.of(secretArn);
        };
    }

    /**
     * Allows an IAM role to run statements through the Data API.
     *
     * @param login how it logs in
     * @param databaseRole what it may do in the database, where it logs in by IAM
     * @param actions of the Data API that submit statements
     */
    public List<PolicyStatement> allowStatements(
            WarehouseSettings.Login login, IRole role, String databaseRole, Lake lake, String... actions) {
        return switch (login) {
            case ADMINISTRATOR -> allowAdministration(lake, actions);
            case ROLE -> {
                Tags.of(role).add(DATABASE_ROLES, databaseRole);
                List<PolicyStatement> statements = new ArrayList<>(statements(actions));
                statements.add(Statements.allow(
                        "WarehouseLogin", List.of("redshift-serverless:GetCredentials"), List.of(workgroupArn)));
                // Redshift reads the tag that names the database role by these two, which have no resources to name.
                statements.add(Statements.allow(
                        "DatabaseRoleTag", List.of("tag:GetResources", "tag:GetTagKeys"), List.of("*")));
                yield statements;
            }
        };
    }

    /** Allows to run statements through the Data API with the administrator's secret: definitions and grants. */
    public List<PolicyStatement> allowAdministration(Lake lake, String... actions) {
        List<PolicyStatement> statements = new ArrayList<>(statements(actions));
        statements.add(
                Statements.allow("WarehouseSecret", List.of("secretsmanager:GetSecretValue"), List.of(secretArn)));
        statements.add(lake.allowDecryptSecret());
        return statements;
    }

    private List<PolicyStatement> statements(String... actions) {
        return List.of(
                Statements.allow("Statements", List.of(actions), List.of(workgroupArn)),
                // These two know statements only; a caller sees none but its own.
                Statements.allow(
                        "OwnStatements",
                        List.of("redshift-data:DescribeStatement", "redshift-data:GetStatementResult"),
                        List.of("*")));
    }
}
