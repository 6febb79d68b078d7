package io.tillstream.infra.warehouse;

import io.tillstream.infra.base.Lookup;
import io.tillstream.infra.base.PipelineStack;
import io.tillstream.infra.base.Statements;
import io.tillstream.infra.lake.Lake;
import io.tillstream.infra.network.Network;
import io.tillstream.infra.security.Accepted;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.settings.WarehouseSettings;
import io.tillstream.lake.LoadSetKeys;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awscdk.Acknowledgment;
import software.amazon.awscdk.Validations;
import software.amazon.awscdk.customresources.AwsCustomResource;
import software.amazon.awscdk.services.iam.CompositePrincipal;
import software.amazon.awscdk.services.iam.PrincipalWithConditions;
import software.amazon.awscdk.services.iam.Role;
import software.amazon.awscdk.services.iam.ServicePrincipal;
import software.amazon.awscdk.services.logs.LogGroup;
import software.amazon.awscdk.services.redshiftserverless.CfnNamespace;
import software.amazon.awscdk.services.redshiftserverless.CfnWorkgroup;
import software.constructs.Construct;

/** Redshift Serverless: private, TLS only, its administrator's password known to nobody, statements logged. */
public final class WarehouseStack extends PipelineStack {
    private static final int PORT = 5439;
    private static final List<String> AUDIT_LOGS = List.of("userlog", "connectionlog", "useractivitylog");

    private final Warehouse warehouse;

    /** Makes the stack. */
    public WarehouseStack(Construct scope, Settings settings, Lake lake, Network network) {
        super(scope, settings, "warehouse", "Redshift Serverless", true);
        String name = settings.environment().prefix();
        Role copyRole = copyRole(lake);
        CfnNamespace namespace = namespace(name, lake, copyRole);
        CfnWorkgroup workgroup = workgroup(name, network);
        workgroup.addResourceDependency(namespace);
        Validations.of(workgroup)
                .acknowledge(Acknowledgment.builder()
                        .id("CloudFormation-Validate::W9007")
                        .reason(
                                "The subnets are three outputs of the network's stack; the rule does not tell them apart.")
                        .build());
        LogGroup lookups =
                logGroup("LookupLogs", "/tillstream/" + settings.environment().prefix() + "/warehouse", lake.key());
        if (settings.warehouse().dailyRpuHours() > 0) {
            UsageLimit.create(
                    this,
                    workgroup.getAttrWorkgroupWorkgroupArn(),
                    settings.warehouse().dailyRpuHours(),
                    lookups);
        }
        if (settings.warehouse().snapshotDays() > 0) {
            NightlySnapshot.create(
                    this,
                    name,
                    namespace.getAttrNamespaceNamespaceArn(),
                    settings.warehouse().snapshotDays(),
                    logGroup("SnapshotLogs", "/aws/vendedlogs/states/" + named("snapshot"), lake.key()));
        }
        this.warehouse = new Warehouse(
                name,
                workgroup.getAttrWorkgroupWorkgroupArn(),
                name,
                settings.warehouse().database(),
                administratorSecret(namespace, lookups),
                copyRole.getRoleArn(),
                workgroup.getAttrWorkgroupEndpointAddress(),
                settings.warehouse().loaderLogin(),
                settings.warehouse().probeLogin());
    }

    /** Returns what the other stacks use. */
    public Warehouse warehouse() {
        return warehouse;
    }

    /**
     * Redshift names itself by the workgroup's ARN (Redshift management guide, cross-service confused deputy prevention). The
     * other two forms are as much this account's own.
     */
    private Role copyRole(Lake lake) {
        Map<String, Object> onlyOurs = Statements.sorted(Map.of(
                "StringEquals", Map.of("aws:SourceAccount", getAccount()),
                "ArnLike",
                        Map.of(
                                "aws:SourceArn",
                                List.of(
                                        redshiftArn("redshift-serverless", "workgroup/*"),
                                        redshiftArn("redshift-serverless", "namespace/*"),
                                        redshiftArn("redshift", "*")))));
        Role role = Role.Builder.create(this, "CopyRole")
                .assumedBy(new CompositePrincipal(
                        new PrincipalWithConditions(new ServicePrincipal("redshift.amazonaws.com"), onlyOurs),
                        new PrincipalWithConditions(
                                new ServicePrincipal("redshift-serverless.amazonaws.com"), onlyOurs)))
                .description("COPY of load sets")
                .build();
        role.addToPolicy(lake.allow("ReadLoadSets", List.of("s3:GetObject"), LoadSetKeys.ALL + "*"));
        role.addToPolicy(lake.allowList(LoadSetKeys.ALL));
        role.addToPolicy(Statements.allow("LocateLake", List.of("s3:GetBucketLocation"), List.of(lake.bucketArn())));
        role.addToPolicy(lake.allowDecrypt());
        Accepted.wildcards(
                role, "Load sets are numbered: their keys are not known ahead.", "/^Resource::.*\\/loads\\/\\*$/");
        return role;
    }

    private String redshiftArn(String service, String resource) {
        return "arn:" + getPartition() + ":" + service + ":" + getRegion() + ":" + getAccount() + ":" + resource;
    }

    private CfnNamespace namespace(String name, Lake lake, Role copyRole) {
        CfnNamespace namespace = CfnNamespace.Builder.create(this, "Namespace")
                .namespaceName(name)
                .dbName(settings().warehouse().database())
                .adminUsername("tillstream_admin")
                .manageAdminPassword(true)
                .adminPasswordSecretKmsKeyId(lake.key().getKeyArn())
                .kmsKeyId(lake.key().getKeyArn())
                .iamRoles(List.of(copyRole.getRoleArn()))
                .defaultIamRoleArn(copyRole.getRoleArn())
                .logExports(AUDIT_LOGS)
                .build();
        namespace.applyRemovalPolicy(dataRemoval());
        // Redshift writes to groups that are there; else it makes them, unencrypted and kept for ever.
        AUDIT_LOGS.forEach(log -> namespace
                .getNode()
                .addDependency(logGroup(
                        log.substring(0, 1).toUpperCase(Locale.ROOT) + log.substring(1),
                        "/aws/redshift/" + name + "/" + log,
                        lake.key())));
        return namespace;
    }

    private CfnWorkgroup workgroup(String name, Network network) {
        WarehouseSettings settings = settings().warehouse();
        return CfnWorkgroup.Builder.create(this, "Workgroup")
                .workgroupName(name)
                .namespaceName(name)
                .baseCapacity(settings.baseRpu())
                .maxCapacity(settings.maxRpu())
                .publiclyAccessible(false)
                .enhancedVpcRouting(true)
                .port(PORT)
                .subnetIds(network.subnetIds())
                .securityGroupIds(List.of(network.warehouse().getSecurityGroupId()))
                .configParameters(List.of(
                        parameter("require_ssl", "true"),
                        parameter("max_query_execution_time", Integer.toString(settings.querySeconds()))))
                .build();
    }

    private String administratorSecret(CfnNamespace namespace, LogGroup lookups) {
        AwsCustomResource lookup = new Lookup(
                        "RedshiftServerless",
                        "getNamespace",
                        Map.of("namespaceName", namespace.getRef()),
                        Statements.allow(
                                "Namespace",
                                List.of("redshift-serverless:GetNamespace"),
                                List.of(namespace.getAttrNamespaceNamespaceArn())))
                .ask(this, "AdministratorSecret", lookups);
        return lookup.getResponseField("namespace.adminPasswordSecretArn");
    }

    private static CfnWorkgroup.ConfigParameterProperty parameter(String key, String value) {
        return CfnWorkgroup.ConfigParameterProperty.builder()
                .parameterKey(key)
                .parameterValue(value)
                .build();
    }
}
