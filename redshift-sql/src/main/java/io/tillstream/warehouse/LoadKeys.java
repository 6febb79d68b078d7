package io.tillstream.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How the rows of a load are told apart, as SQL. */
final class LoadKeys {
    private LoadKeys() {}

    /** Temp names carry the set's number, so that a session used for another load before holds none of them. */
    static String stageTable(LoadSet set, TableLoad load) {
        return "stage_" + load.table().tableName() + "_" + set.number();
    }

    /** Returns the condition that a row of the target has the key of a staged one, within the days that the set names. */
    static String matching(TableLoad load, String target, String staged) {
        List<String> conditions = new ArrayList<>();
        for (String column : load.table().key()) {
            conditions.add("%s.%s = %s.%s".formatted(target, column, staged, column));
        }
        load.dateKeys()
                .ifPresent(days ->
                        conditions.add("%s.date_key BETWEEN %d AND %d".formatted(target, days.from(), days.to())));
        return String.join(" AND ", conditions);
    }

    /** Returns the clause that leaves only the staged rows that are inserted; nothing where all of them are. */
    static String onlyInserted(TableLoad load) {
        return load.deletions() == 0 ? "" : "\nWHERE batch_no > 0";
    }

    /** Returns the condition that a row of the target belongs to a day that is deleted. */
    static String deletedDays(TableLoad load, String target) {
        return load.deletedDays().stream()
                .map(String::valueOf)
                .collect(Collectors.joining(", ", target + ".date_key IN (", ")"));
    }
}
