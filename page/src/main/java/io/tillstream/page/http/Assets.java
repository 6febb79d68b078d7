package io.tillstream.page.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;

/** The files of the front end, by an exact list: no path of a request reaches the class path or the disk. */
final class Assets {
    private static final String SITE = "/io/tillstream/page/site/";
    private static final String UPLOT = "/META-INF/resources/webjars/uplot/1.6.30/dist/";
    private static final Map<String, String> FILES = Map.ofEntries(
            Map.entry("/", SITE + "index.html"),
            Map.entry("/app.css", SITE + "app.css"),
            Map.entry("/app.js", SITE + "app.js"),
            Map.entry("/address.js", SITE + "address.js"),
            Map.entry("/ask.js", SITE + "ask.js"),
            Map.entry("/charts.js", SITE + "charts.js"),
            Map.entry("/dom.js", SITE + "dom.js"),
            Map.entry("/format.js", SITE + "format.js"),
            Map.entry("/pipeline.js", SITE + "pipeline.js"),
            Map.entry("/sales.js", SITE + "sales.js"),
            Map.entry("/theme.js", SITE + "theme.js"),
            Map.entry("/trace.js", SITE + "trace.js"),
            Map.entry("/icon.svg", SITE + "icon.svg"),
            Map.entry("/uplot.js", UPLOT + "uPlot.iife.min.js"),
            Map.entry("/uplot.css", UPLOT + "uPlot.min.css"));
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "svg", "image/svg+xml");

    private Assets() {}

    /** The file of that path, if there is one. */
    static Optional<Reply> find(String path) {
        String resource = FILES.get(path);
        if (resource == null) {
            return Optional.empty();
        }
        String type = TYPES.get(resource.substring(resource.lastIndexOf('.') + 1));
        return Optional.of(new Reply(200, type, Map.of(), read(resource)));
    }

    private static byte[] read(String resource) {
        try (InputStream in = Assets.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
