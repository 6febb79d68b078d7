package io.tillstream.cli;

import io.tillstream.operations.audit.Ledger;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.display.Display;
import io.tillstream.operations.machine.LocalPipeline;
import io.tillstream.operations.machine.RunWatcher;
import io.tillstream.page.Page;
import io.tillstream.page.pipeline.LocalSource;
import java.util.Optional;

/** Serves the page of a run. The run goes on without it where it cannot be served. */
final class PagedRun implements RunWatcher {
    private final PageOptions options;
    private final DataDirectoryOption data;
    private final Display display;
    private final Cleanup cleanup;
    private Optional<Page> page = Optional.empty();

    PagedRun(PageOptions options, DataDirectoryOption data, Display display, Cleanup cleanup) {
        this.options = options;
        this.data = data;
        this.display = display;
        this.cleanup = cleanup;
    }

    @Override
    public void started(LocalPipeline pipeline) {
        try {
            Page served = options.serve(new LocalSource(data.path(), data.option(), pipeline), cleanup);
            page = Optional.of(served);
            display.line("  the page is at " + served.address());
            options.openBrowser(served);
        } catch (CommandException e) {
            display.line("  no page: " + e.getMessage());
        }
    }

    @Override
    public void audited(Ledger ledger) {
        page.ifPresent(served -> served.show(ledger));
    }
}
