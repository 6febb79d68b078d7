package io.tillstream.infra.settings;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads single settings, each from what was given or else from the preset, and notes what is wrong with them. */
final class Values {
    private final Preset preset;
    private final Map<Setting, String> given;
    private final Problems problems;

    Values(Preset preset, Map<Setting, String> given, Problems problems) {
        this.preset = preset;
        this.given = given;
        this.problems = problems;
    }

    String text(Setting setting) {
        return given.getOrDefault(setting, setting.defaultIn(preset)).strip();
    }

    String matching(Setting setting, String pattern, String rule) {
        String value = text(setting);
        problems.require(Pattern.matches(pattern, value), setting, value, rule);
        return value;
    }

    Optional<String> optional(Setting setting, String pattern, String rule) {
        return text(setting).isEmpty() ? Optional.empty() : Optional.of(matching(setting, pattern, rule));
    }

    List<String> list(Setting setting, String pattern, String rule) {
        if (text(setting).isEmpty()) {
            return List.of();
        }
        List<String> values =
                Arrays.stream(text(setting).split(",", -1)).map(String::strip).toList();
        values.forEach(value -> problems.require(Pattern.matches(pattern, value), setting, value, rule));
        return values;
    }

    String oneOf(Setting setting, String... allowed) {
        String value = text(setting);
        problems.require(
                List.of(allowed).contains(value), setting, value, "is not one of " + String.join(", ", allowed));
        return value;
    }

    boolean flag(Setting setting) {
        return oneOf(setting, "true", "false").equals("true");
    }

    int number(Setting setting, int least, int most) {
        String value = text(setting);
        try {
            int number = Integer.parseInt(value);
            problems.require(number >= least && number <= most, setting, value, between(least, most));
            return number;
        } catch (NumberFormatException e) {
            problems.add(setting, value, "is not a whole number; it " + between(least, most));
            return least;
        }
    }

    private static String between(int least, int most) {
        return "must be between " + least + " and " + most;
    }
}
