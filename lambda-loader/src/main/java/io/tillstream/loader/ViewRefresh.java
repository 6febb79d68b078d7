package io.tillstream.loader;

import io.tillstream.lake.error.PipelineException;
import io.tillstream.warehouse.MaterializedView;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings the materialized views up to date after a load, each by a separate statement outside the load's transaction. A
 * refresh that fails fails no load: the load's rows are there, the view is stale until the next load, and
 * {@code ops.view_freshness} says so.
 */
final class ViewRefresh {
    private static final Logger LOG = LoggerFactory.getLogger(ViewRefresh.class);

    private final WarehouseSql dataApi;

    ViewRefresh(WarehouseSql dataApi) {
        this.dataApi = dataApi;
    }

    /** Refreshes every view; what fails is logged and the next one is tried. */
    void refresh(Deadline deadline) {
        for (MaterializedView view : MaterializedView.values()) {
            try {
                StatementOutcome outcome =
                        dataApi.execute("tillstream-refresh-" + view.viewName(), view.refresh(), deadline);
                if (outcome instanceof StatementOutcome.Failed failed) {
                    LOG.warn("{} is stale until the next load: {}", view.viewName(), failed.error());
                }
            } catch (PipelineException e) {
                LOG.warn("{} may be stale until the next load: {}", view.viewName(), e.getMessage());
            }
        }
    }
}
