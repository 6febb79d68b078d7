package io.tillstream.producer.draft;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** A column of the sample: its name and its values that are not blank. */
final class Column {
    private static final String TAX = "(tax|vat|mwst|gst|tva|iva|btw|moms)";
    private static final String WITH = "(incl?|inkl|ttc)";
    private static final String WITHOUT = "(excl?|exkl|ohne|w/o|ht)";
    private static final String WITH_OR_WITHOUT_TAX = "(?i)(?<=.)[\\s_]+(" + WITH + "|" + WITHOUT + ")[.]?[\\s_]*" + TAX
            + "[.]?$|(?i)(?<=.)[\\s_]+" + TAX + "[\\s_]+(" + WITH + "|" + WITHOUT + ")[.]?$";

    private final String name;
    private final List<String> values = new ArrayList<>();
    private final Map<Integer, String> byRow = new HashMap<>();
    private final Set<String> nullWords = new TreeSet<>();
    private Optional<TimeGuess> time;

    Column(String name) {
        this.name = name;
    }

    /** Returns the formats of its dates; looked for once. */
    Optional<TimeGuess> time() {
        if (time == null) {
            time = TimeGuess.of(this);
        }
        return time;
    }

    void add(int row, String value) {
        values.add(value);
        byRow.put(row, value);
    }

    /** Forgets a word that means "no value". */
    void forget(String word) {
        if (values.removeIf(word::equals)) {
            byRow.values().removeIf(word::equals);
            nullWords.add(word);
            time = null;
        }
    }

    /** Returns the words that were forgotten. */
    Set<String> nullWords() {
        return nullWords;
    }

    /** Returns the value in a row of the sample, empty if it is blank. */
    Optional<String> at(int row) {
        return Optional.ofNullable(byRow.get(row));
    }

    String name() {
        return name;
    }

    List<String> values() {
        return values;
    }

    boolean hasNegative() {
        return values.stream().anyMatch(value -> value.startsWith("-") || value.startsWith("("));
    }

    /** Tells whether the name says that its amounts include the tax, as in {@code Subtotal (inc tax)}. */
    boolean includesTax() {
        return name.matches("(?i).*\\b" + WITH + "[.]?[\\s_]*" + TAX + ".*")
                || name.matches("(?i).*" + TAX + "[\\s_]+" + WITH + "\\b.*");
    }

    /** Tells whether the name appears more than once in the header. */
    boolean isAmbiguous() {
        return name.matches("(?s).+#[0-9]+");
    }

    Set<String> distinct() {
        return new HashSet<>(values);
    }

    boolean isUnique() {
        return !values.isEmpty() && distinct().size() == values.size();
    }

    /** Returns whether nearly all values fit; a few faults do not make it another kind of column. */
    boolean mostly(Predicate<String> fits) {
        return share(fits) >= 0.95;
    }

    /** Returns the part of the values that fit; 0 if there is none. */
    double share(Predicate<String> fits) {
        return values.isEmpty() ? 0 : (double) values.stream().filter(fits).count() / values.size();
    }

    /**
     * Returns the name in small letters and digits of ASCII, so that {@code Order_ID} and {@code order id} are the same; of a
     * pointer, its last two parts: {@code /customer/id} is a customer's id. A unit at the end, as in {@code Price (EUR)} or
     * {@code Tax 5%}, is left off.
     */
    String key() {
        String plain = name.replaceFirst("#[0-9]+$", "")
                .replaceFirst("^/.*/([^/]*/[^/]*)$", "$1")
                .replaceAll("\\s*[(\\[][^)\\]]*[)\\]]\\s*$", "")
                .replaceFirst(WITH_OR_WITHOUT_TAX, "")
                .replaceFirst("\\s*[0-9.,]*\\s*%$", "")
                .replace("#", "no");
        String key = key(plain);
        return key.isEmpty() ? key(name) : key;
    }

    static String key(String name) {
        return Normalizer.normalize(name.replace("ß", "ss"), Normalizer.Form.NFD)
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9]", "");
    }
}
