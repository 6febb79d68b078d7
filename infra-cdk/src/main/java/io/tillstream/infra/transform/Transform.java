package io.tillstream.infra.transform;

import java.util.List;
import software.amazon.awscdk.services.stepfunctions.IStateMachine;

/**
 * The jobs and their runs, for those who watch them.
 *
 * @param pipeline the run of Silver and Gold
 * @param jobNames the Glue jobs
 * @param auditJob name of the audit job
 */
public record Transform(IStateMachine pipeline, List<String> jobNames, String auditJob) {}
