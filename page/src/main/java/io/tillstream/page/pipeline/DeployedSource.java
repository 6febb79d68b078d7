package io.tillstream.page.pipeline;

import io.tillstream.operations.audit.Ledger;
import io.tillstream.operations.aws.Deployment;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.query.ResultTable;
import io.tillstream.operations.status.DeployedStatus;
import io.tillstream.operations.status.PipelineCounts;
import io.tillstream.operations.trace.TraceTarget;
import java.time.Instant;
import java.util.Optional;

/**
 * An environment on AWS, asked with the caller's credentials. From outside its network neither Kafka nor the lake's tables can be
 * counted: the nightly comparison does that there, and its outcome is one of the stages.
 */
public final class DeployedSource implements PageSource {
    private final String name;
    private final String option;
    private final Deployment deployment;
    private final Optional<String> lakeBucket;
    private final QueryRunner warehouse;

    /**
     * Makes one.
     *
     * @param name for a person
     * @param option what commands about it need at their end, with a blank before it
     * @param lakeBucket the lake's bucket where it is not the one that is called like the environment
     */
    public DeployedSource(String name, String option, Deployment deployment, Optional<String> lakeBucket) {
        this.name = name;
        this.option = option;
        this.deployment = deployment;
        this.lakeBucket = lakeBucket;
        this.warehouse = deployment.warehouse();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String option() {
        return option;
    }

    @Override
    public QueryRunner warehouse() {
        return warehouse;
    }

    /** One at a time: a deployment's clients are not for several threads. */
    @Override
    public synchronized ResultTable stages(Instant now) {
        return new DeployedStatus(
                        deployment.pipeline(),
                        deployment.reconcile(),
                        deployment.loading(lakeBucket).status(),
                        warehouse)
                .table(now);
    }

    @Override
    public Optional<PipelineCounts> counts() {
        return Optional.empty();
    }

    @Override
    public Optional<Ledger> audit() {
        return Optional.empty();
    }

    @Override
    public Optional<String> trace(TraceTarget target) {
        return Optional.empty();
    }
}
