package io.tillstream.producer.mapping;

import java.io.StringReader;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.events.CommentEvent;
import org.yaml.snakeyaml.events.Event;

/** The lines of a mapping whose comment says DECIDE: a draft was not sure, and no person has decided yet. */
final class OpenDecisions {
    private static final String WORD = "DECIDE";
    private static final int SHOWN = 200;

    private OpenDecisions() {}

    /** Returns each as {@code file:line: text}. */
    static List<String> in(String file, String yaml) {
        if (!yaml.contains(WORD)) {
            return List.of();
        }
        LoaderOptions options = new LoaderOptions();
        options.setProcessComments(true);
        Set<Integer> numbers = new LinkedHashSet<>();
        for (Event event : new Yaml(options).parse(new StringReader(yaml))) {
            if (event instanceof CommentEvent comment && comment.getValue().contains(WORD)) {
                numbers.add(comment.getStartMark().getLine());
            }
        }
        List<String> lines = yaml.lines().toList();
        List<String> open = new ArrayList<>();
        for (int number : numbers) {
            String line = lines.get(number).strip();
            open.add(file + ":" + (number + 1) + ": "
                    + (line.length() > SHOWN ? line.substring(0, SHOWN) + "\u2026" : line));
        }
        return List.copyOf(open);
    }
}
