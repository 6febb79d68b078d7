package io.tillstream.infra;

import io.github.cdklabs.cdknag.AwsSolutionsChecks;
import io.tillstream.infra.analytics.AnalyticsStack;
import io.tillstream.infra.artefact.Artefacts;
import io.tillstream.infra.ingest.Ingest;
import io.tillstream.infra.ingest.IngestStack;
import io.tillstream.infra.lake.Lake;
import io.tillstream.infra.lake.LakeStack;
import io.tillstream.infra.loading.Loading;
import io.tillstream.infra.loading.LoadingStack;
import io.tillstream.infra.monitoring.MonitoringStack;
import io.tillstream.infra.monitoring.Watched;
import io.tillstream.infra.network.Network;
import io.tillstream.infra.network.NetworkStack;
import io.tillstream.infra.operators.OperatorsStack;
import io.tillstream.infra.settings.EnvironmentSettings;
import io.tillstream.infra.settings.Settings;
import io.tillstream.infra.stream.Stream;
import io.tillstream.infra.stream.StreamStack;
import io.tillstream.infra.transform.Transform;
import io.tillstream.infra.transform.TransformStack;
import io.tillstream.infra.warehouse.Warehouse;
import io.tillstream.infra.warehouse.WarehouseStack;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.AppProps;
import software.amazon.awscdk.Aspects;

/** Puts the stacks of one environment together. */
public final class Tillstream {
    private Tillstream() {}

    /**
     * Makes the app with all stacks, each checked by cdk-nag and each template against CloudFormation's schema.
     *
     * @param context the CDK's flags
     * @param out directory of the templates
     */
    public static App create(Settings settings, Artefacts artefacts, Map<String, Object> context, Path out) {
        Map<String, Object> all = new LinkedHashMap<>(context);
        all.put("@aws-cdk/core:validateAgainstDefaultRules", true);
        // By Fn::GetStackOutput, not by exports: CloudFormation lets nobody change an export that is in use, and so
        // none of the
        // settings on which it depends.
        all.put("@aws-cdk/core:defaultCrossStackReferences", "weak");
        EnvironmentSettings environment = settings.environment();
        // The zones are a setting: with an account named, the CDK would ask that account for them.
        environment
                .account()
                .ifPresent(account -> all.put(
                        "availability-zones:account=" + account + ":region=" + environment.region(),
                        environment.zones()));
        App app = new App(AppProps.builder()
                .context(all)
                .outdir(out.toString())
                .analyticsReporting(false)
                .build());
        Aspects.of(app).add(AwsSolutionsChecks.Builder.create().verbose(true).build());
        stacks(app, settings, artefacts);
        return app;
    }

    private static void stacks(App app, Settings settings, Artefacts artefacts) {
        Lake lake = new LakeStack(app, settings).lake();
        Network network = new NetworkStack(app, settings, lake).network();
        Stream stream = new StreamStack(app, settings, lake, network).stream();
        Ingest ingest = new IngestStack(app, settings, artefacts, lake, network, stream).ingest();
        Transform transform = new TransformStack(app, settings, artefacts, lake).transform();
        Warehouse warehouse = new WarehouseStack(app, settings, lake, network).warehouse();
        Loading loading = new LoadingStack(app, settings, artefacts, lake, warehouse).loading();
        new OperatorsStack(app, settings, lake, warehouse);
        new MonitoringStack(app, settings, new Watched(lake, stream, ingest, transform, warehouse, loading));
        settings.analytics()
                .principal()
                .ifPresent(principal -> new AnalyticsStack(app, settings, principal, network, warehouse));
    }
}
