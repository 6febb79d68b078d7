package io.tillstream.producer.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which rows are sales, which are returns, and which are neither, by the columns of states and kinds. A value that the
 * draft has not seen is rejected later: a new state is never a sale by accident.
 */
final class StateDraft {
    private final Map<Column, StateGuess> states = new LinkedHashMap<>();
    private final List<Column> endTimes;
    private final Optional<Column> eventType;

    StateDraft(Assignment fields) {
        for (Column column : fields.unused()) {
            boolean named = Roles.isState(column.key());
            boolean flag = StateGuess.isFlag(column);
            if (!StateGuess.canBe(column) || !named && !flag) {
                continue;
            }
            StateGuess guess = StateGuess.of(column);
            boolean says = !guess.returns().isEmpty() || !guess.others().isEmpty() || named && guess.isKnown();
            if (flag || says) {
                states.put(column, guess);
            }
        }
        endTimes = fields.unused().stream().filter(StateGuess::isEndTime).toList();
        endTimes.forEach(fields::takeForConditions);
        eventType = states.entrySet().stream()
                .filter(state -> !state.getValue().returns().isEmpty())
                .map(Map.Entry::getKey)
                .findFirst();
        states.keySet().forEach(fields::takeForConditions);
    }

    /** Writes which rows are left out. */
    void writeConditions(Yaml yaml) {
        List<String> where = new ArrayList<>();
        List<String> skip = new ArrayList<>();
        List<String> doubts = new ArrayList<>();
        states.forEach((column, guess) -> {
            boolean type = eventType.filter(column::equals).isPresent();
            List<String> out = new ArrayList<>(guess.others());
            if (!type) {
                out.addAll(guess.returns());
            }
            if (!out.isEmpty()) {
                skip.add("  " + Yaml.scalar(column.name()) + ": " + Yaml.list(out));
                doubts.add(column.name());
            }
            if (!type) {
                List<String> kept = new ArrayList<>(guess.sales());
                kept.addAll(guess.unknown());
                kept.add("");
                where.add("  " + Yaml.scalar(column.name()) + ": " + Yaml.list(kept));
                if (out.isEmpty()) {
                    skip.add("  " + Yaml.scalar(column.name()) + ": []");
                }
                if (!guess.unknown().isEmpty()) {
                    doubts.add(column.name());
                }
            }
        });
        endTimes.forEach(column -> {
            where.add("  " + Yaml.scalar(column.name()) + ": [\"\"]");
            doubts.add(column.name());
        });
        String open = doubts.isEmpty() ? "" : ". DECIDE: is " + String.join(", ", doubts) + " divided rightly?";
        if (!where.isEmpty()) {
            yaml.line(
                    "where:",
                    "rows that are sales; a value that is neither here nor below skip is rejected"
                            + (skip.isEmpty() ? open : ""));
            where.forEach(yaml::line);
        }
        if (!skip.isEmpty()) {
            yaml.line("skip:", "rows that are not sales" + open);
            skip.forEach(yaml::line);
        }
    }

    /** Writes which rows are returns. */
    void writeEventType(Yaml yaml) {
        eventType.ifPresent(column -> {
            StateGuess guess = states.get(column);
            List<String> values = new ArrayList<>();
            guess.sales().forEach(value -> values.add(Yaml.scalar(value) + ": SALE"));
            guess.unknown().forEach(value -> values.add(Yaml.scalar(value) + ": SALE"));
            guess.returns().forEach(value -> values.add(Yaml.scalar(value) + ": RETURN"));
            yaml.line(
                    "  event_type: {column: " + Yaml.scalar(column.name()) + ", values: {" + String.join(", ", values)
                            + "}}",
                    "DECIDE: which of them are returns?");
        });
    }
}
