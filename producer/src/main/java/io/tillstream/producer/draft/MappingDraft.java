package io.tillstream.producer.draft;

import io.tillstream.events.SaleField;
import io.tillstream.producer.UsageException;
import io.tillstream.producer.source.FileFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * A mapping as far as a file's first rows can tell it. The text is one that the engine takes as it is; where a person has
 * to look, a comment says DECIDE.
 */
public final class MappingDraft {
    private static final int SAMPLE_ROWS = 5_000;
    private static final Set<String> NULL_WORDS =
            Set.of("NA", "N/A", "#N/A", "n/a", "NULL", "null", "Null", "None", "none", "nan", "NaN", "-", "--", "?");

    private final Path file;
    private final CharsetGuess charset;
    private final FormatGuess format;
    private final Sample sample;
    private final List<String> nullWords = new ArrayList<>();
    private final NumberGuess numbers;
    private final Assignment fields;
    private final boolean catalogue;
    private final Yaml yaml = new Yaml();

    private MappingDraft(Path file) throws IOException {
        this.file = file;
        this.charset = CharsetGuess.of(file);
        this.format = FormatGuess.of(file, charset);
        this.sample = Sample.read(file, format.format(), SAMPLE_ROWS);
        if (sample.columns().isEmpty()) {
            throw new UsageException(file + ": has no rows that could be read; a draft is made from rows");
        }
        forgetNullWords();
        this.numbers = NumberGuess.of(sample.columns());
        this.fields = new Assignment(sample.columns(), numbers);
        this.catalogue = fields.column(SaleField.ORDER_TS).isEmpty()
                && fields.column(SaleField.QUANTITY).isEmpty()
                && fields.column(SaleField.ORDER_ID).isEmpty()
                && fields.column(SaleField.UNIT_PRICE).isPresent();
    }

    /**
     * Drafts the mapping of a file.
     *
     * @return its YAML
     * @throws IOException if the file cannot be read
     * @throws UsageException if it has nothing to draft from
     */
    public static String of(Path file) throws IOException {
        MappingDraft draft = new MappingDraft(file);
        draft.write();
        return draft.yaml.toString();
    }

    private void forgetNullWords() {
        for (Column column : sample.columns()) {
            for (String word : NULL_WORDS) {
                if (column.values().removeIf(word::equals) && !nullWords.contains(word)) {
                    nullWords.add(word);
                }
            }
        }
    }

    private void write() {
        String name = name();
        yaml.comment("Drafted by ./tillstream mapping init from " + file.getFileName() + ", " + sample.rows()
                + " rows. Look at every DECIDE, then see what it makes of your files:");
        yaml.comment("  ./tillstream mapping check " + name + ".yaml " + file.getFileName());
        if (sample.broken() > 0) {
            yaml.comment(
                    sample.broken() + " of these rows could not be read with the format below. DECIDE: is it right?");
        }
        yaml.line("mapping: " + name, "part of the event ids: keep it once events were sent");
        yaml.line(
                "source: " + name,
                "the till system; ids of orders, products and customers are unique within it. DECIDE");
        if (catalogue) {
            yaml.line(
                    "kind: catalogue",
                    "prices, and neither dates nor quantities. Its source is that of the sales it completes");
        } else if (fields.column(SaleField.EVENT_ID).isEmpty()) {
            yaml.line(
                    "identity: row",
                    "every row is a sale of its own; content, if an exact repeat of a row is the same sale. DECIDE");
        }
        writeFormat();
        yaml.line("fields:");
        for (SaleField field : SaleField.values()) {
            if (field != SaleField.SOURCE && (!catalogue || isOfCatalogue(field))) {
                new FieldDraft(field, fields, catalogue, yaml).write();
            }
        }
        writeRest();
    }

    private void writeFormat() {
        if (format.format() instanceof FileFormat.Csv csv) {
            String delimiter = csv.delimiter() == '\t' ? "tab" : Yaml.scalar(String.valueOf(csv.delimiter()));
            String quote = csv.quote().map(String::valueOf).map(Yaml::scalar).orElse("none");
            yaml.line("format:");
            yaml.line("  type: csv");
            yaml.line("  charset: " + charset.yaml(), charset.reason());
            yaml.line("  delimiter: " + delimiter);
            yaml.line("  quote: " + quote);
            if (!format.hasHeader()) {
                yaml.line(
                        "  header: " + Yaml.list(csv.header()),
                        "the file seems to have no header row. DECIDE: name the columns, here and below");
            }
            yaml.line("decimal_mark: \"" + numbers.mark() + "\"", numbers.doubt());
        } else {
            String type = format.format() instanceof FileFormat.Json ? "json" : "json_lines";
            yaml.line("format: {type: " + type + ", charset: " + charset.yaml() + "}", charset.reason());
        }
        if (!catalogue && fields.column(SaleField.ORDER_TS).isPresent()) {
            yaml.line(
                    "# time_zone: Europe/Berlin",
                    "of stamps without an offset; without it, --business-time-zone. DECIDE");
        }
        if (!nullWords.isEmpty()) {
            yaml.line("null_values: " + Yaml.list(nullWords), "found in the file; they mean no value");
        }
    }

    private void writeRest() {
        List<String> personal = fields.unused().stream()
                .filter(column -> Roles.isPersonal(column.key()))
                .map(Column::name)
                .toList();
        List<String> kept = fields.unused().stream()
                .map(Column::name)
                .filter(name -> !personal.contains(name))
                .toList();
        kept.stream()
                .filter(name -> !catalogue && fields.column(SaleField.EVENT_ID).isEmpty())
                .filter(name -> sample.columns().stream()
                        .anyMatch(column -> column.name().equals(name)
                                && column.isUnique()
                                && column.key().endsWith("id")))
                .findFirst()
                .ifPresent(name ->
                        yaml.comment(name + " differs in every row. DECIDE: if it is never used again, event_id: "
                                + Yaml.scalar(name) + " is better than identity: row"));
        if (!personal.isEmpty()) {
            yaml.line("ignore: " + Yaml.list(personal), "look personal, and are never kept. DECIDE");
        }
        if (!kept.isEmpty() && !catalogue) {
            yaml.comment(
                    "No field for " + String.join(", ", kept) + ": kept as extras. With extras: none they are not.");
        }
    }

    private static boolean isOfCatalogue(SaleField field) {
        return switch (field) {
            case PRODUCT_ID, PRODUCT_NAME, CATEGORY, SUB_CATEGORY, UNIT_PRICE -> true;
            default -> false;
        };
    }

    private String name() {
        String base = file.getFileName().toString().replaceFirst("\\.[A-Za-z0-9]+$", "");
        String name =
                base.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^[^a-z]+|_+$", "");
        return Optional.of(name.length() > 64 ? name.substring(0, 64) : name)
                .filter(text -> !text.isEmpty())
                .orElse("sales");
    }
}
