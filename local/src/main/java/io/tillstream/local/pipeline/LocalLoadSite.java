package io.tillstream.local.pipeline;

import io.tillstream.local.process.Programs;
import io.tillstream.operations.load.LoadSite;
import io.tillstream.operations.query.QueryRunner;
import java.util.List;
import software.amazon.awssdk.services.s3.S3Client;

/** The loading of a data directory. */
public final class LocalLoadSite implements LoadSite {
    private final Instance instance;
    private final S3Client s3;

    /** @param instance needs S3 and the warehouse, for a revision Spark as well */
    public LocalLoadSite(Instance instance) {
        this.instance = instance;
        this.s3 = instance.s3();
    }

    @Override
    public S3Client s3() {
        return s3;
    }

    @Override
    public String bucket() {
        return Instance.BUCKET;
    }

    @Override
    public QueryRunner warehouse() {
        return instance.warehouse();
    }

    @Override
    public void redrive() {
        instance.loader().redrive();
    }

    @Override
    public void supersede(long number, String reason) {
        instance.spark()
                .run(
                        "io.tillstream.glue.SupersedeJob",
                        List.of(
                                "--lake-bucket",
                                Instance.BUCKET,
                                "--catalog",
                                Programs.CATALOG,
                                "--load-set",
                                Long.toString(number),
                                "--reason",
                                reason),
                        (done, total) -> {});
    }

    @Override
    public String option() {
        return "";
    }
}
