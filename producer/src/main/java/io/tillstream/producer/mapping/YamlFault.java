package io.tillstream.producer.mapping;

import com.fasterxml.jackson.core.JsonProcessingException;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** Says in plain words what is wrong with the YAML of a mapping, and where. */
final class YamlFault {
    private YamlFault() {}

    /** Returns the line of the fault, counted from 1; 0 where it is not known. */
    static int line(JsonProcessingException error) {
        Optional<Mark> mark = marked(error).map(MarkedYAMLException::getProblemMark);
        if (mark.isPresent()) {
            return mark.get().getLine() + 1;
        }
        return error.getLocation() == null ? 0 : Math.max(0, error.getLocation().getLineNr());
    }

    /** Returns what is wrong, and how YAML is written rightly there. */
    static String explain(JsonProcessingException error) {
        Optional<MarkedYAMLException> yaml = marked(error);
        if (yaml.isEmpty()) {
            return error.getOriginalMessage().lines().findFirst().orElse("not YAML");
        }
        String problem = String.valueOf(yaml.get().getProblem());
        return "this is not YAML: " + problem + ". " + advice(problem);
    }

    private static String advice(String problem) {
        if (problem.contains("\\t") || problem.contains("TAB")) {
            return "Indent with blanks; a tab is not allowed";
        }
        if (problem.contains("unexpected end of stream") || problem.contains("quoted scalar")) {
            return "A quote that is opened must be closed on this line or below";
        }
        if (problem.contains("mapping values are not allowed")) {
            return "A text with a colon and a blank needs quotes, and keys of one level start in the same column";
        }
        if (problem.contains("expected <block end>") || problem.contains("expected the node content")) {
            return "Keys of one level must start in the same column";
        }
        return "Write key: value, with a blank after the colon, keys of one level in the same column, and quotes around"
                + " a text with : # { } [ ] , & * ! | > % @";
    }

    private static Optional<MarkedYAMLException> marked(JsonProcessingException error) {
        for (Throwable cause = error; cause != null; cause = cause.getCause()) {
            if (cause instanceof MarkedYAMLException marked) {
                return Optional.of(marked);
            }
        }
        return Optional.empty();
    }
}
