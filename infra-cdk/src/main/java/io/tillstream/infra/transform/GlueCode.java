package io.tillstream.infra.transform;

import io.tillstream.infra.artefact.Artefacts;
import java.util.Map;
import java.util.TreeMap;
import software.amazon.awscdk.services.iam.IGrantable;
import software.amazon.awscdk.services.s3.assets.Asset;
import software.constructs.Construct;

/** The jar and the scripts of the Glue jobs, as assets of the deployment. */
final class GlueCode {
    private final Asset jar;
    private final Map<String, Asset> scripts = new TreeMap<>();

    GlueCode(Construct scope, Artefacts artefacts, String... scripts) {
        this.jar = Asset.Builder.create(scope, "Jar")
                .path(artefacts.glueJar().toString())
                .build();
        for (String script : scripts) {
            this.scripts.put(
                    script,
                    Asset.Builder.create(scope, script)
                            .path(artefacts
                                    .glueScripts()
                                    .resolve(script + ".scala")
                                    .toString())
                            .build());
        }
    }

    String jar() {
        return jar.getS3ObjectUrl();
    }

    String script(String name) {
        return scripts.get(name).getS3ObjectUrl();
    }

    void grantRead(IGrantable grantee) {
        jar.grantRead(grantee);
        scripts.values().forEach(script -> script.grantRead(grantee));
    }
}
