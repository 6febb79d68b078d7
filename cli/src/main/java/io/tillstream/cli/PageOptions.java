package io.tillstream.cli;

import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.command.CommandException;
import io.tillstream.page.Page;
import io.tillstream.page.pipeline.PageSource;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Option;

/** Where the page is served, and whether a browser is opened on it. */
final class PageOptions {
    @Option(
            names = "--page-port",
            paramLabel = "N",
            defaultValue = "" + Page.DEFAULT_PORT,
            description = "Port of the page on 127.0.0.1; 0 is any that is free (default ${DEFAULT-VALUE}).")
    private int port;

    @Option(names = "--open", description = "Open the page in your browser.")
    private boolean open;

    /**
     * Serves the page.
     *
     * @throws CommandException.Failed if the port is taken
     */
    Page serve(PageSource source, Cleanup cleanup) {
        if (port < 0 || port > 65_535) {
            throw new CommandException.Usage("--page-port " + port + " is not a port: name one from 0 to 65535.");
        }
        try {
            return cleanup.add(Page.serve(source, port));
        } catch (IOException e) {
            throw new CommandException.Failed(
                    "The page cannot use port " + port + ": " + e.getMessage() + ". Name another with --page-port N.",
                    e);
        }
    }

    /** Opens a browser where that is asked for; where none can be opened, the printed address is enough. */
    void openBrowser(Page page) {
        if (!open) {
            return;
        }
        String opener = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("mac") ? "open" : "xdg-open";
        try {
            new ProcessBuilder(List.of(opener, page.address().toString()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            System.err.println("No browser could be opened (" + opener + " is missing). Open the address by hand.");
        }
    }
}
