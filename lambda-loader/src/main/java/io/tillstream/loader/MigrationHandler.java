package io.tillstream.loader;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import io.tillstream.aws.AwsClients;
import io.tillstream.aws.CallLimits;
import io.tillstream.lake.error.ManualActionRequiredException;
import io.tillstream.lake.error.PipelineException;
import io.tillstream.warehouse.Warehouse;
import java.util.List;
import java.util.Map;

/** The Lambda that brings the warehouse's schema up to date. It takes any event and may run as often as one likes. */
public final class MigrationHandler implements RequestHandler<Object, Map<String, List<String>>> {
    private final Migrator migrator;

    /**
     * Makes the handler from the Lambda's environment.
     *
     * @throws ManualActionRequiredException if a setting is missing or wrong
     */
    public MigrationHandler() {
        this(System.getenv(), Warehouse.bundled());
    }

    MigrationHandler(Map<String, String> environment, Warehouse warehouse) {
        LoaderSettings settings = LoaderSettings.from(environment);
        this.migrator =
                new Migrator(WarehouseSql.connect(new AwsClients(environment, CallLimits.LAMBDA), settings), warehouse);
    }

    /**
     * Applies the migrations that are missing.
     *
     * @return {@code {"applied": [names that this run applied]}}
     * @throws PipelineException if one cannot be applied
     */
    @Override
    public Map<String, List<String>> handleRequest(Object event, Context context) {
        return Map.of("applied", migrator.applyMissing(Deadline.of(context)));
    }
}
