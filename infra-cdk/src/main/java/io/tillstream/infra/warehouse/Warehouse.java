package io.tillstream.infra.warehouse;

import io.tillstream.infra.base.Statements;
import io.tillstream.infra.lake.Lake;
import java.util.List;
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
 */
public record Warehouse(
        String workgroup,
        String workgroupArn,
        String namespace,
        String database,
        String secretArn,
        String copyRoleArn,
        String host) {
    /** Allows to run statements through the Data API with the administrator's secret. */
    public List<PolicyStatement> allowStatements(Lake lake, String... actions) {
        return List.of(
                Statements.allow("Statements", List.of(actions), List.of(workgroupArn)),
                // These two know statements only; a caller sees none but its own.
                Statements.allow(
                        "OwnStatements",
                        List.of("redshift-data:DescribeStatement", "redshift-data:GetStatementResult"),
                        List.of("*")),
                Statements.allow("WarehouseSecret", List.of("secretsmanager:GetSecretValue"), List.of(secretArn)),
                lake.allowDecrypt());
    }
}
