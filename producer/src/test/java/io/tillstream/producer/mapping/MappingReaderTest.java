package io.tillstream.producer.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tillstream.producer.UsageException;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingReaderTest {
    private static final String GOOD = """
            mapping: shop
            source: shop
            identity: row
            format: {type: csv}
            fields:
              order_ts: day
              product_id: id
              quantity: qty
            """;

    @Test
    void everyBundledMappingIsValidAndBearsItsName() {
        for (String name : Mappings.bundled()) {
            assertThat(new Mappings().load(name).name()).isEqualTo(name);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            mapping: shop        | mapping: Shop!          | m.yaml:1: mapping: 'Shop!' is not a valid name
            source: shop         | sauce: shop             | m.yaml:2: sauce: no such key; the keys are decimal_mark,
            identity: row        | identity: rows          | m.yaml:3: identity: is row or content, not rows
            identity: row        | kind: sales             | m.yaml:1: identity: is missing
            type: csv            | type: xml               | m.yaml:4: format.type: is csv, json_lines, json or xlsx, not xml
            type: csv            | type: csv, charset: ut8 | m.yaml:4: format.charset: 'ut8' is not a known charset
            type: csv            | type: csv, delimiter: ;; | m.yaml:4: format.delimiter: is one character, or tab
            order_ts: day        | order_tz: day           | m.yaml:6: fields.order_tz: no such field; the fields are event_id
            product_id: id       | city: id                | m.yaml:5: fields: product_id is missing: every row needs it
            quantity: qty        | quantity: {columns: [a, b]} | m.yaml:8: fields.quantity.columns: a number comes from one column
            quantity: qty        | quantity: {constant: x} | m.yaml:8: fields.quantity.constant: 'x' is not a valid number
            quantity: qty        | quantity: {default: 1}  | m.yaml:8: fields.quantity: write exactly one of
            quantity: qty        | quantity: {column: q, scale: 9} | m.yaml:8: fields.quantity.scale: must be 0 to 6
            quantity: qty        | quantity: [             | m.yaml:
            order_ts: day        | order_ts: {column: d, formats: [MM/QX]} | m.yaml:6: fields.order_ts.formats: 'MM/QX' is not a valid format
            order_ts: day        | order_ts: {column: d, formats: [dd-MM-YYYY]} | m.yaml:6: fields.order_ts.formats: 'dd-MM-YYYY' is not a valid format: Y is the year of a week
            order_ts: day        | order_ts: {column: d, formats: ['dd-MM-uuuu hh:mm']} | it does not tell the time of day
            product_id: id       | product_id: {colum: id} | m.yaml:7: fields.product_id.colum: no such key; the keys are as, century, column, columns,
            product_id: id       | product_id: 3           | m.yaml:7: fields.product_id: has a value of the wrong kind
            quantity: qty        | quantity: {column: q, scale: x} | m.yaml:8: fields.quantity.scale: has a value of the wrong kind
            order_ts: day        | order_ts: {column: d, formats: ['%d/%m/%Y %H:%M']} | write dd/MM/uuuu HH:mm
            order_ts: day        | order_ts: {column: d, formats: [DD.MM.uuuu]} | D is the day of the year; write dd
            order_ts: day        | order_ts: {column: d, century: 19} | m.yaml:6: fields.order_ts.century: is the first of the hundred
            order_ts: day        | order_ts: {column: d, language: xx} | m.yaml:6: fields.order_ts.language: 'xx' is not a known language
            product_id: id       | product_id: {column: id, century: 1950} | m.yaml:7: fields.product_id: only dates and times
            product_id: id       | product_id: {column: id, as: percent} | m.yaml:7: fields.product_id.as: only a discount has it
            quantity: qty        | discount: {column: d, as: half}\\n  quantity: qty | fields.discount.as: is one of share, percent, amount, negative_amount, unit_amount
            product_id: id       | product_id: {from_amount: id} | m.yaml:7: fields.product_id.from_amount: only the currency
            order_ts: day        | order_ts: DECIDE         | m.yaml:6: fields.order_ts: is still to be decided
            type: csv            | type: csv, escape: "," | m.yaml:4: format.escape: is also the delimiter or the quote
            type: csv            | type: csv, skip_rows: -1 | m.yaml:4: format.skip_rows: is the number of rows
            type: csv            | type: json, skip_rows: 1 | m.yaml:4: format: header and skip_rows are for csv and xlsx
            type: csv            | type: xlsx, charset: utf-8 | m.yaml:4: format.charset: a workbook states its own
            type: csv            | type: csv, sheet: May    | m.yaml:4: format.sheet: is for xlsx, not for csv
            identity: row        | identity: row\\nskip: {State: []} | m.yaml:4: skip.State: names no value
            identity: row        | identity: row\\nskip: {State: a}\\nwhere: {State: [b, a]} | skip.State: has a value that where has too
            product_id: id       | order_ts: again         | m.yaml:7: fields: Duplicate field 'order_ts'
            """)
    void saysWhereAndWhatIsWrong(String from, String to, String message) {
        String yaml = GOOD.replaceFirst(
                Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to.replace("\\n", "\n")));

        assertThatThrownBy(() -> new MappingReader().read("m.yaml", yaml))
                .isInstanceOf(MappingException.class)
                .hasMessageContaining(message);
    }

    @Test
    void everyFaultIsToldAtOnce() {
        String yaml = GOOD.replace("mapping: shop", "mapping: Shop!")
                .replace("order_ts: day", "order_ts: {column: day, formats: [dd.MM.YYYY]}")
                .replace("quantity: qty", "quantity: {column: qty, scale: 9}");

        assertThatThrownBy(() -> new MappingReader().read("m.yaml", yaml))
                .isInstanceOf(MappingException.class)
                .satisfies(e -> assertThat(e.getMessage().lines())
                        .hasSize(3)
                        .satisfies(lines -> assertThat(lines.get(0)).startsWith("m.yaml:1: mapping: 'Shop!'"))
                        .satisfies(lines -> assertThat(lines.get(1)).startsWith("m.yaml:6: fields.order_ts.formats: "))
                        .satisfies(lines -> assertThat(lines.get(2)).startsWith("m.yaml:8: fields.quantity.scale: ")));
    }

    @Test
    void anEmptyMappingAndAnUnknownNameAreClearErrors() {
        assertThatThrownBy(() -> new MappingReader().read("m.yaml", "# nothing\n"))
                .isInstanceOf(MappingException.class)
                .hasMessageStartingWith("m.yaml");
        assertThatThrownBy(() -> new Mappings().load("superstor"))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("neither a file nor one of the bundled superstore_us");
    }

    @Test
    void aCatalogueHasNoEvents() {
        String catalogue = """
                mapping: c
                source: c
                kind: catalogue
                format: {type: csv}
                fields: {product_id: id, quantity: q}
                """;
        assertThatThrownBy(() -> new MappingReader().read("c.yaml", catalogue))
                .hasMessageContaining(
                        "c.yaml:5: fields.quantity: no such field; the fields are product_id, product_name");
    }
}
