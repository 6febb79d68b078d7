package io.tillstream.operations.query;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Names that the user may have meant. */
public final class Suggestions {
    private static final int MOST = 3;

    private Suggestions() {}

    /** The nearest names, best first; those that share a word or are few typing errors away. */
    public static List<String> of(String given, Collection<String> names) {
        Set<String> words = Set.copyOf(Arrays.asList(given.split("[_\\W]+")));
        return names.stream()
                .filter(name -> distance(given, name) <= Math.max(2, given.length() / 2)
                        || Arrays.stream(name.split("_")).anyMatch(words::contains)
                        || name.startsWith(given))
                .sorted(Comparator.comparingInt((String name) -> distance(given, name))
                        .thenComparing(Comparator.naturalOrder()))
                .limit(MOST)
                .toList();
    }

    /** Levenshtein's distance: the fewest insertions, deletions and replacements of one character. */
    static int distance(String from, String to) {
        int[] previous = new int[to.length() + 1];
        Arrays.setAll(previous, i -> i);
        for (int i = 1; i <= from.length(); i++) {
            int[] current = new int[to.length() + 1];
            current[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int replaced = previous[j - 1] + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(replaced, Math.min(previous[j], current[j - 1]) + 1);
            }
            previous = current;
        }
        return previous[to.length()];
    }
}
