package io.tillstream.infra.transform;

import io.tillstream.infra.lake.Lake;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.lakeformation.CfnPrincipalPermissions;
import software.amazon.awscdk.services.lakeformation.CfnPrincipalPermissions.DataLakePrincipalProperty;
import software.amazon.awscdk.services.lakeformation.CfnPrincipalPermissions.DatabaseResourceProperty;
import software.amazon.awscdk.services.lakeformation.CfnPrincipalPermissions.ResourceProperty;
import software.amazon.awscdk.services.lakeformation.CfnPrincipalPermissions.TableResourceProperty;

/**
 * What the jobs need of Lake Formation where an account's new databases are not open to all that IAM allows
 * (IAMAllowedPrincipals): to make tables in two databases and to change them.
 */
final class LakeFormationGrants {
    private LakeFormationGrants() {}

    static void create(Stack stack, Lake lake, Role role) {
        for (String layer : Lake.LAYERS) {
            String database = lake.database(layer);
            grant(
                    stack,
                    "Database" + layer,
                    role,
                    List.of("CREATE_TABLE", "DESCRIBE"),
                    ResourceProperty.builder()
                            .database(DatabaseResourceProperty.builder()
                                    .catalogId(stack.getAccount())
                                    .name(database)
                                    .build())
                            .build());
            grant(
                    stack,
                    "Tables" + layer,
                    role,
                    List.of("ALTER", "DELETE", "DESCRIBE", "INSERT", "SELECT"),
                    ResourceProperty.builder()
                            .table(TableResourceProperty.builder()
                                    .catalogId(stack.getAccount())
                                    .databaseName(database)
                                    .tableWildcard(Map.of())
                                    .build())
                            .build());
        }
    }

    private static void grant(Stack stack, String id, Role role, List<String> permissions, ResourceProperty resource) {
        CfnPrincipalPermissions.Builder.create(stack, "LakeFormation" + id)
                .principal(DataLakePrincipalProperty.builder()
                        .dataLakePrincipalIdentifier(role.getRoleArn())
                        .build())
                .permissions(permissions)
                .permissionsWithGrantOption(List.of())
                .resource(resource)
                .build();
    }
}
