package io.tillstream.producer.mapping;

import java.util.Set;

/**
 * Which columns that no field uses are kept in the event's {@code extras}.
 *
 * @param all whether every such column is kept
 * @param names those kept where not all are
 * @param ignored those never kept
 */
public record ExtrasRule(boolean all, Set<String> names, Set<String> ignored) {
    /** Returns whether an unused column of that name is kept. */
    public boolean keeps(String column) {
        return (all || names.contains(column)) && !ignored.contains(column);
    }
}
