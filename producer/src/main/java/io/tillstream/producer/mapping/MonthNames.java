package io.tillstream.producer.mapping;

import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Names of months and weekdays of a language, long or short, with or without dot and accents, replaced by the short
 * English ones: programs write {@code janv.}, {@code jan} and {@code janvier} for the same month.
 */
public final class MonthNames {
    private static final Pattern WORD = Pattern.compile("\\p{L}[\\p{L}\\p{M}]*\\.?");
    private static final List<TextStyle> STYLES =
            List.of(TextStyle.FULL, TextStyle.SHORT, TextStyle.FULL_STANDALONE, TextStyle.SHORT_STANDALONE);

    private final Map<String, String> english = new HashMap<>();

    /** Prepares the names of a language. */
    public MonthNames(Locale language) {
        Map<String, Month> starts = new HashMap<>();
        Set<String> shared = new HashSet<>();
        for (TextStyle style : STYLES) {
            for (DayOfWeek day : DayOfWeek.values()) {
                english.put(
                        key(day.getDisplayName(style, language)), day.getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            }
        }
        for (TextStyle style : STYLES) {
            for (Month month : Month.values()) {
                String name = key(month.getDisplayName(style, language));
                String written = month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH);
                english.put(name, written);
                for (int length = 3; length <= 4 && length < name.length(); length++) {
                    Month other = starts.putIfAbsent(name.substring(0, length), month);
                    if (other != null && other != month) {
                        shared.add(name.substring(0, length));
                    }
                }
            }
        }
        starts.forEach((start, month) -> {
            if (!shared.contains(start)) {
                english.putIfAbsent(start, month.getDisplayName(TextStyle.SHORT, Locale.ENGLISH));
            }
        });
    }

    /** Returns the text with every name that is known in English; a dot after it is removed. */
    public String replacedIn(String text) {
        return WORD.matcher(text).replaceAll(match -> {
            String name = english.get(key(match.group()));
            return Matcher.quoteReplacement(name == null ? match.group() : name);
        });
    }

    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[\\p{M}.]", "");
    }
}
