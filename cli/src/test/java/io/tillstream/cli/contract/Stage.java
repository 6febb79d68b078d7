package io.tillstream.cli.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The columns of one stage, in order.
 *
 * @param name what a person calls the stage
 * @param fields its columns
 */
record Stage(String name, List<Field> fields) {
    Optional<Field> field(String wanted) {
        return fields.stream().filter(f -> f.name().equals(wanted)).findFirst();
    }

    Stage map(UnaryOperator<Field> change) {
        return new Stage(name, fields.stream().map(change).toList());
    }

    Stage with(int at, Field other) {
        List<Field> changed = new ArrayList<>(fields);
        changed.set(at, other);
        return new Stage(name, changed);
    }

    /** What differs from the columns that another stage calls for, each difference with the column's name; none if nothing. */
    List<String> differencesFrom(String asked, List<Field> expected) {
        List<String> differences = new ArrayList<>();
        for (int i = 0; i < Math.max(fields.size(), expected.size()); i++) {
            Optional<Field> here = i < fields.size() ? Optional.of(fields.get(i)) : Optional.empty();
            Optional<Field> there = i < expected.size() ? Optional.of(expected.get(i)) : Optional.empty();
            if (!here.equals(there)) {
                differences.add(name + ", column " + (i + 1) + ": " + describe(here) + "; " + asked + " calls for "
                        + describe(there));
            }
        }
        return differences;
    }

    private static String describe(Optional<Field> field) {
        return field.map(f ->
                        "`" + f.name() + "` " + f.type() + (f.maxBytes() > 0 ? " of " + f.maxBytes() + " bytes" : "")
                                + (f.required() ? " not null" : "") + (f.form().isEmpty() ? "" : " as " + f.form()))
                .orElse("no column");
    }
}
