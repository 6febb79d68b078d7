package io.tillstream.local.pipeline;

import io.tillstream.local.process.PortPlan;
import io.tillstream.local.topics.TopicPeek;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.load.LoadSite;
import io.tillstream.operations.machine.LocalPipeline;
import io.tillstream.operations.machine.SalesTopic;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.sources.SourceLedger;
import io.tillstream.operations.status.StageHistory;
import io.tillstream.operations.target.JobRunner;
import io.tillstream.standins.postgres.WarehouseDatabase;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import software.amazon.awssdk.services.s3.S3Client;

/** A data directory's pipeline as commands see it. */
final class AttachedPipeline implements LocalPipeline {
    private final Instance instance;
    private final Cleanup cleanup;

    /** @param instance has the parts that are used */
    AttachedPipeline(Instance instance, Cleanup cleanup) {
        this.instance = instance;
        this.cleanup = cleanup;
    }

    @Override
    public S3Client s3() {
        return instance.s3();
    }

    @Override
    public String bucket() {
        return instance.bucket();
    }

    @Override
    public String catalog() {
        return instance.catalog();
    }

    @Override
    public String topicName() {
        return instance.topicName();
    }

    @Override
    public QueryRunner warehouse() {
        return instance.warehouse();
    }

    @Override
    public JobRunner jobs() {
        return instance.jobs();
    }

    @Override
    public SalesTopic topic() {
        return new TopicPeek(instance.topic(), instance.programs().bootstrapServers(), cleanup);
    }

    @Override
    public DataSource catalogDatabase() {
        String password = instance.programs().directory().databasePassword();
        return WarehouseDatabase.dataSource(ports().postgres(), WarehouseDatabase.CATALOG, password);
    }

    @Override
    public LoadSite loading() {
        return new LocalLoadSite(instance);
    }

    @Override
    public StageHistory history() {
        return StageHistory.read(instance.programs().directory().stagesFile());
    }

    @Override
    public SourceLedger sources() {
        return SourceLedger.read(instance.programs().directory().sourceRuns());
    }

    @Override
    public ProcessBuilder psql(String program, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                program,
                "--host=127.0.0.1",
                "--port=" + ports().postgres(),
                "--username=" + WarehouseDatabase.USER,
                "--dbname=" + WarehouseDatabase.WAREHOUSE));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        // Not an argument: those are visible to every user of the machine.
        builder.environment().put("PGPASSWORD", instance.programs().directory().databasePassword());
        builder.environment().put("PGOPTIONS", "-c search_path=sales,ops,staging,public");
        return builder;
    }

    private PortPlan ports() {
        return instance.programs().ports();
    }
}
