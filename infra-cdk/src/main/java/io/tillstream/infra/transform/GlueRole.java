package io.tillstream.infra.transform;

import io.tillstream.infra.base.Statements;
import io.tillstream.infra.lake.Lake;
import io.tillstream.infra.security.Accepted;
import io.tillstream.lake.LakeKeys;
import io.tillstream.lake.LoadSetKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;

/** As whom the Spark jobs run: the lake's prefixes that they read and write, two databases of the catalog, their own logs. */
final class GlueRole {
    private GlueRole() {}

    /**
     * Returns where Glue writes what a role's jobs print: a security configuration that encrypts logs puts its own name and the
     * role's into the group's name.
     */
    static String logGroupPrefix(String prefix) {
        return "/aws-glue/" + prefix + "/" + securityConfigurationName(prefix) + "-role/" + name(prefix);
    }

    static String securityConfigurationName(String prefix) {
        return prefix + "-glue";
    }

    /** A fixed name: it is part of the names of the log groups. */
    private static String name(String prefix) {
        return prefix + "-glue-jobs";
    }

    static Role create(Stack stack, Lake lake, String prefix) {
        Role role = Role.Builder.create(stack, "JobRole")
                .roleName(name(prefix))
                .assumedBy(ServicePrincipal.Builder.create("glue.amazonaws.com").build())
                .description("Silver, Gold and audit jobs")
                .build();
        role.addToPolicy(
                lake.allow("ReadBronze", List.of("s3:GetObject"), LakeKeys.BRONZE + "*", LakeKeys.REFERENCE + "*"));
        role.addToPolicy(lake.allow(
                "KeepTables",
                List.of("s3:GetObject", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"),
                LakeKeys.WAREHOUSE + "*",
                LakeKeys.STATE + "*"));
        role.addToPolicy(lake.allow(
                "PublishLoadSets",
                List.of("s3:GetObject", "s3:PutObject", "s3:AbortMultipartUpload"),
                LoadSetKeys.ALL + "*"));
        // A failed Spark task takes back its half-written file; batch files and manifests stay for ever.
        role.addToPolicy(lake.allow("DropUnfinishedFiles", List.of("s3:DeleteObject"), LoadSetKeys.ALL + "*/part-*"));
        role.addToPolicy(lake.allowList(
                LakeKeys.BRONZE, LakeKeys.REFERENCE, LakeKeys.WAREHOUSE, LakeKeys.STATE, LoadSetKeys.ALL));
        role.addToPolicy(lake.allowEncrypt());
        role.addToPolicy(Statements.allow(
                "Catalog",
                List.of(
                        "glue:GetDatabase",
                        "glue:GetDatabases",
                        "glue:GetTable",
                        "glue:GetTables",
                        "glue:CreateTable",
                        "glue:UpdateTable"),
                catalogArns(stack, lake)));
        // The tables of a release that had two for Silver go once their rows are in the one table.
        role.addToPolicy(Statements.allow("DropOldTables", List.of("glue:DeleteTable"), oldTableArns(stack, lake)));
        role.addToPolicy(Statements.allow(
                "Logs",
                List.of(
                        "logs:CreateLogGroup",
                        "logs:CreateLogStream",
                        "logs:PutLogEvents",
                        // Glue attaches the security configuration's key even to a group that has it.
                        "logs:AssociateKmsKey"),
                List.of("arn:" + stack.getPartition() + ":logs:" + stack.getRegion() + ":" + stack.getAccount()
                        + ":log-group:/aws-glue/" + prefix + "/*")));
        role.addToPolicy(
                Statements.allow("SecurityConfiguration", List.of("glue:GetSecurityConfiguration"), List.of("*")));
        role.addToPolicy(Statements.allow(
                "JobMetrics",
                List.of("cloudwatch:PutMetricData"),
                List.of("*"),
                Map.of("StringEquals", Map.of("cloudwatch:namespace", "Glue"))));
        Accepted.wildcards(
                role,
                "Objects and tables of the layers are made by the jobs themselves: their names are not known ahead.",
                "/^Resource::.*\\/(bronze|reference|warehouse|state|loads)\\/\\*(\\/part-\\*)?$/",
                "/^Resource::arn:.*:glue:.*:table\\/[a-z0-9_]+_(silver|gold)\\/\\*$/",
                "/^Resource::arn:.*:log-group:\\/aws-glue\\/[a-z0-9-]+\\/\\*$/");
        Accepted.wildcards(
                role,
                "PutMetricData (limited to Glue's namespace) and GetSecurityConfiguration have no resources to name.",
                "/^Resource::\\*$/");
        Accepted.wildcards(
                role,
                "The CDK grants reading of its own assets, jar and scripts, in this form.",
                "/^Action::s3:(GetObject|GetBucket|List)\\*$/",
                "/^Resource::arn:.*:s3:::cdk-.*-assets-.*\\/\\*$/");
        return role;
    }

    private static List<String> oldTableArns(Stack stack, Lake lake) {
        String base = "arn:" + stack.getPartition() + ":glue:" + stack.getRegion() + ":" + stack.getAccount() + ":";
        String silver = lake.database("silver");
        return List.of(
                base + "catalog",
                base + "database/" + silver,
                base + "table/" + silver + "/sales",
                base + "table/" + silver + "/quarantine");
    }

    private static List<String> catalogArns(Stack stack, Lake lake) {
        String base = "arn:" + stack.getPartition() + ":glue:" + stack.getRegion() + ":" + stack.getAccount() + ":";
        List<String> arns = new ArrayList<>(List.of(base + "catalog"));
        for (String layer : Lake.LAYERS) {
            arns.add(base + "database/" + lake.database(layer));
            arns.add(base + "table/" + lake.database(layer) + "/*");
        }
        return arns;
    }
}
