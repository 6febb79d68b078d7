package io.tillstream.producer.draft;

import io.tillstream.events.SaleField;
import io.tillstream.producer.UsageException;
import io.tillstream.producer.source.FileFormat;
import io.tillstream.producer.source.FileKind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Drafts a mapping from a file's first rows. What the rows leave open has a comment with DECIDE, and a mapping with such a
 * comment does not send.
 */
public final class MappingDraft {
    private static final int SAMPLE_ROWS = 5_000;
    private static final Set<String> NULL_WORDS =
            Set.of("NA", "N/A", "#N/A", "n/a", "NULL", "null", "Null", "None", "none", "nan", "NaN", "-", "--", "?");

    private final Path file;
    private final CharsetGuess charset;
    private final FormatGuess format;
    private final Sample sample;
    private final NumberGuess numbers;
    private final Assignment fields;
    private final StateDraft states;
    private final boolean catalogue;
    private final Yaml yaml = new Yaml();

    private MappingDraft(Path file) throws IOException {
        this.file = file;
        boolean workbook =
                FileKind.of(file).filter(kind -> kind == FileKind.XLSX).isPresent();
        this.charset = workbook ? new CharsetGuess(StandardCharsets.UTF_8, "") : CharsetGuess.of(file);
        this.format = workbook ? FormatGuess.ofWorkbook() : FormatGuess.of(file, charset);
        this.sample = Sample.read(file, format.format(), SAMPLE_ROWS);
        if (sample.columns().isEmpty()) {
            throw new UsageException(file + ": has no rows that could be read; a draft is made from rows");
        }
        forgetNullWords();
        this.numbers = NumberGuess.of(sample.columns());
        this.fields = new Assignment(sample.columns(), numbers, sample.rows());
        this.states = new StateDraft(fields);
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

    /** Returns whether a draft has no rule for the time of the sales: it cannot be used before a person writes one. */
    public static boolean lacksTime(String yaml) {
        return yaml.contains("\n  order_ts: DECIDE");
    }

    private void forgetNullWords() {
        sample.columns().forEach(column -> NULL_WORDS.forEach(column::forget));
    }

    private void write() {
        String name = name();
        yaml.comment("Drafted by ./tillstream mapping init from " + file.getFileName() + ", " + sample.rows()
                + " rows. Answer each open question, delete its comment, then check it against your files:");
        yaml.comment("  ./tillstream mapping check " + name + ".yaml " + file.getFileName());
        if (sample.broken() > 0) {
            yaml.comment(sample.broken() + " of these rows cannot be read with the format below. DECIDE: is it right?");
        }
        yaml.line("mapping: " + name, "part of the event ids: keep it once events were sent");
        yaml.line("source: " + name, "the till system; ids of orders, products and customers are unique within it");
        if (catalogue) {
            yaml.line(
                    "kind: catalogue",
                    "prices, and neither dates nor quantities. Its source is that of the sales it completes");
        } else if (fields.column(SaleField.EVENT_ID).isEmpty()) {
            yaml.line("identity: row", identity());
        }
        writeFormat();
        if (!catalogue) {
            states.writeConditions(yaml);
        }
        yaml.line("fields:");
        for (SaleField field : SaleField.values()) {
            if (field != SaleField.SOURCE && (!catalogue || isOfCatalogue(field))) {
                if (field == SaleField.EVENT_TYPE) {
                    states.writeEventType(yaml);
                } else {
                    new FieldDraft(field, fields, numbers, catalogue, yaml).write();
                }
            }
        }
        writeRest();
    }

    private String identity() {
        Map<List<String>, Integer> rows = new HashMap<>();
        for (int row = 0; row < sample.rows(); row++) {
            int number = row;
            rows.merge(
                    sample.columns().stream()
                            .map(column -> column.at(number).orElse(""))
                            .toList(),
                    1,
                    Integer::sum);
        }
        long repeats = rows.entrySet().stream()
                .filter(entry -> entry.getKey().stream().anyMatch(text -> !text.isEmpty()))
                .mapToLong(entry -> entry.getValue() - 1L)
                .sum();
        return repeats == 0
                ? "every row is a sale of its own; content, if an exact repeat of a row is the same sale"
                : repeats
                        + " rows repeat an earlier one exactly. DECIDE: row counts each of them as a sale, content none";
    }

    private void writeFormat() {
        if (format.format() instanceof FileFormat.Csv csv) {
            writeCsv(csv);
            yaml.line("decimal_mark: \"" + numbers.mark() + "\"", numbers.doubt());
        } else if (format.format() instanceof FileFormat.Xlsx) {
            yaml.line("format: {type: xlsx}", "the first sheet; another one by its name: sheet: NAME");
        } else {
            String type = format.format() instanceof FileFormat.Json ? "json" : "json_lines";
            yaml.line("format: {type: " + type + ", charset: " + charset.yaml() + "}", charset.reason());
        }
        Optional<Column> time = fields.column(SaleField.ORDER_TS);
        if (!catalogue && time.isPresent()) {
            if (time.get().name().matches("(?i).*(\\b|_)(utc|gmt)(\\b|_).*")) {
                yaml.line("time_zone: UTC", "by the name of " + time.get().name());
            } else {
                yaml.line(
                        "# time_zone: Europe/Berlin",
                        "of stamps without an offset; without it, that of --business-time-zone");
            }
        }
    }

    private void writeCsv(FileFormat.Csv csv) {
        String delimiter = csv.delimiter() == '\t' ? "tab" : Yaml.scalar(String.valueOf(csv.delimiter()));
        String quote = csv.quote().map(String::valueOf).map(Yaml::scalar).orElse("none");
        yaml.line("format:");
        yaml.line("  type: csv");
        yaml.line("  charset: " + charset.yaml(), charset.reason());
        yaml.line("  delimiter: " + delimiter);
        yaml.line("  quote: " + quote);
        csv.escape().ifPresent(escape -> yaml.line("  escape: " + Yaml.scalar(String.valueOf(escape))));
        if (csv.skipRows() > 0) {
            yaml.line("  skip_rows: " + csv.skipRows(), "lines before the header");
        }
        if (csv.trailingDelimiter()) {
            yaml.line(
                    "  trailing_delimiter: true",
                    "every row has a blank column more than the header. DECIDE: or is a delimiter inside a value not in"
                            + " quotes, and the columns after it are shifted?");
        }
        if (!format.hasHeader()) {
            yaml.line(
                    "  header: " + Yaml.list(csv.header()),
                    "the file seems to have no header row. DECIDE: name the columns, here and below");
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
                .ifPresent(name -> yaml.comment(name + " differs in every row: if it is never used again, event_id: "
                        + Yaml.scalar(name) + " is better than identity: row"));
        if (!catalogue
                && fields.column(SaleField.UNIT_PRICE).isEmpty()
                && fields.column(SaleField.LINE_TOTAL).isEmpty()) {
            yaml.comment(
                    "No column of prices was found. DECIDE: unit_price or line_total, or does a catalogue give them?");
        }
        fields.remarks().forEach((column, remark) -> yaml.comment(column.name() + " " + remark));
        orderDiscounts();
        if (!personal.isEmpty()) {
            yaml.line("ignore: " + Yaml.list(personal), "look personal, and are never kept");
        }
        if (!kept.isEmpty() && !catalogue) {
            yaml.comment(
                    "No field for " + String.join(", ", kept) + ": kept as extras. With extras: none they are not.");
        }
    }

    /** Money that a file takes off the order as a whole, or gives back, is not in the lines. */
    private void orderDiscounts() {
        fields.unused().stream()
                .filter(column -> column.key().matches(".*(discount|refund|rabatt|remise|coupon|voucher).*"))
                .filter(column -> column.values().stream()
                        .map(numbers::parsed)
                        .flatMap(Optional::stream)
                        .anyMatch(value -> value.value().signum() != 0))
                .forEach(column -> yaml.comment(column.name() + ", such as '"
                        + column.values().get(0) + "', is not taken off the revenue. DECIDE"));
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
