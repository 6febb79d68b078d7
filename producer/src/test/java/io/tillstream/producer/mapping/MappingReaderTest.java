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
            mapping: shop        | mapping: Shop!          | m.yaml:1: mapping: 'Shop!' is no name
            source: shop         | sauce: shop             | m.yaml:2: sauce: no such key; there are decimal_mark,
            identity: row        | identity: rows          | m.yaml:3: identity: is row or content, not rows
            identity: row        | kind: sales             | m.yaml:1: identity: is missing
            type: csv            | type: xml               | m.yaml:4: format.type: is csv, json_lines or json, not xml
            type: csv            | type: csv, charset: ut8 | m.yaml:4: format.charset: 'ut8' is no charset
            type: csv            | type: csv, delimiter: ;; | m.yaml:4: format.delimiter: is one character, or tab
            order_ts: day        | order_tz: day           | m.yaml:6: fields.order_tz: no such field; there are event_id
            product_id: id       | city: id                | m.yaml:5: fields: product_id is missing: every row needs it
            quantity: qty        | quantity: {columns: [a, b]} | m.yaml:8: fields.quantity.columns: a number comes from one column
            quantity: qty        | quantity: {constant: x} | m.yaml:8: fields.quantity.constant: 'x' is no number
            quantity: qty        | quantity: {default: 1}  | m.yaml:8: fields.quantity: write exactly one of
            quantity: qty        | quantity: {column: q, scale: 9} | m.yaml:8: fields.quantity.scale: is 0 to 6
            quantity: qty        | quantity: [             | m.yaml:
            order_ts: day        | order_ts: {column: d, formats: [MM/QX]} | m.yaml:6: fields.order_ts.formats: 'MM/QX' is no format
            order_ts: day        | order_ts: {column: d, formats: [dd-MM-YYYY]} | m.yaml:6: fields.order_ts.formats: 'dd-MM-YYYY' is no format: Y is the year of a week
            order_ts: day        | order_ts: {column: d, formats: ['dd-MM-uuuu hh:mm']} | it does not tell the time of day
            product_id: id       | product_id: {colum: id} | m.yaml:7: fields.product_id.colum: no such key; there are column, columns,
            product_id: id       | product_id: 3           | m.yaml:7: fields.product_id: has a value of the wrong kind
            quantity: qty        | quantity: {column: q, scale: x} | m.yaml:8: fields.quantity.scale: has a value of the wrong kind
            product_id: id       | order_ts: again         | m.yaml:7: fields: Duplicate field 'order_ts'
            """)
    void saysWhereAndWhatIsWrong(String from, String to, String message) {
        String yaml = GOOD.replaceFirst(Pattern.quote(from), java.util.regex.Matcher.quoteReplacement(to));

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
                .hasMessageContaining("c.yaml:5: fields.quantity: no such field; there are product_id, product_name");
    }
}
