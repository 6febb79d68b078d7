package io.tillstream.page.pipeline;

import io.tillstream.operations.audit.Audit;
import io.tillstream.operations.audit.BronzeChains;
import io.tillstream.operations.audit.Ledger;
import io.tillstream.operations.display.QuietDisplay;
import io.tillstream.operations.machine.LocalPipeline;
import io.tillstream.operations.machine.SalesTopic;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.status.PipelineCounts;
import io.tillstream.operations.status.PipelineStatus;
import io.tillstream.operations.trace.TraceJson;
import io.tillstream.operations.trace.TraceTarget;
import io.tillstream.operations.trace.Tracer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/** A data directory on this machine. */
public final class LocalSource implements PageSource {
    private static final int MOST_TRACED = 50;

    private final Path dataDirectory;
    private final String option;
    private final LocalPipeline pipeline;
    private final QueryRunner warehouse;
    private final SalesTopic topic;
    private final PipelineStatus status;

    /**
     * Makes one.
     *
     * @param option what commands about it need at their end: nothing, or a blank and an option
     * @param pipeline with all its parts
     */
    public LocalSource(Path dataDirectory, String option, LocalPipeline pipeline) {
        this.dataDirectory = dataDirectory.toAbsolutePath().normalize();
        this.option = option;
        this.pipeline = pipeline;
        this.warehouse = pipeline.warehouse();
        this.topic = pipeline.topic();
        this.status = new PipelineStatus(pipeline);
    }

    @Override
    public String name() {
        return dataDirectory.toString();
    }

    @Override
    public String option() {
        return option;
    }

    @Override
    public QueryRunner warehouse() {
        return warehouse;
    }

    @Override
    public ResultTable stages(Instant now) {
        return status.table(now);
    }

    @Override
    public Optional<PipelineCounts> counts() {
        return Optional.of(status.counts());
    }

    @Override
    public Optional<Ledger> audit() {
        BronzeChains chains = new BronzeChains(pipeline.s3(), pipeline.bucket(), pipeline.topicName());
        return Optional.of(
                new Audit(pipeline, chains, warehouse, pipeline.sources()).ledger(topic.ends(), new QuietDisplay()));
    }

    @Override
    public Optional<String> trace(TraceTarget target) {
        Tracer tracer = new Tracer(pipeline, warehouse, topic.values());
        return Optional.of(TraceJson.of(tracer.find(target, MOST_TRACED, new QuietDisplay())));
    }
}
