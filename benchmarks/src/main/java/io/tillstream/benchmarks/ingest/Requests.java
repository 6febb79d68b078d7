package io.tillstream.benchmarks.ingest;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Counts what the S3 stand-in is asked for, by its log. Safe for use by several threads. */
final class Requests {
    private static final Pattern LINE = Pattern.compile("^request: .*\\{([A-Z]+)@[0-9a-f]+ (\\S+) HTTP/");

    private final Map<String, Integer> counts = new TreeMap<>();

    /** Hears one line of the server's log. */
    void hear(String line) {
        Matcher request = LINE.matcher(line);
        if (request.find()) {
            count(request.group(1), request.group(2));
        }
    }

    private synchronized void count(String method, String target) {
        boolean list = method.equals("GET") && target.contains("list-type=");
        counts.merge(list ? "LIST" : method, 1, Integer::sum);
    }

    /** Returns what was asked for since the last call, by HTTP method, and starts anew. */
    synchronized Map<String, Integer> take() {
        Map<String, Integer> taken = new TreeMap<>(counts);
        counts.clear();
        return taken;
    }
}
