package io.tillstream.producer.mapping;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.events.SalesSchema;
import io.tillstream.producer.source.Cell;
import io.tillstream.producer.source.SourceRow;
import io.tillstream.producer.source.SourceText;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Fills the mapped fields, and the extras, of a sale from a row. Not thread-safe. */
public final class RowMapper {
    private final Mapping mapping;
    private final RowCurrency currency;
    private final List<FieldReader> readers = new ArrayList<>();

    /**
     * Creates one.
     *
     * @param mapping what to fill
     * @param businessZone zone of local stamps where the mapping names none
     */
    public RowMapper(Mapping mapping, ZoneId businessZone) {
        this.mapping = mapping;
        this.currency = new RowCurrency(mapping.fields().containsKey(SaleField.CURRENCY));
        ZoneId zone = mapping.timeZone().orElse(businessZone);
        mapping.fields()
                .forEach((field, rule) ->
                        readers.add(FieldReader.of(field, rule, mapping.decimalMark(), zone, mapping.nullValues())));
    }

    /**
     * Fills the sale.
     *
     * @throws RejectedRowException at the first field that cannot be read
     */
    public void map(SourceRow row, Sale sale) throws RejectedRowException {
        sale.clear();
        currency.clear();
        for (FieldReader reader : readers) {
            reader.read(row, sale, currency);
        }
        if (mapping.kind() == MappingKind.SALES) {
            currency.settle(sale);
        }
        extras(row, sale);
    }

    private void extras(SourceRow row, Sale sale) throws RejectedRowException {
        Set<String> used = new HashSet<>();
        mapping.fields().values().forEach(rule -> rule.columns().forEach(column -> used.add(row.nameOf(column))));
        for (String name : row.names()) {
            if (!used.contains(name) && mapping.extras().keeps(name)) {
                Cell cell = row.cell(name);
                String text = cell == null ? "" : SourceText.trim(cell.text());
                String fault = SourceText.fault(name + text, 0);
                if (fault != null) {
                    throw new RejectedRowException(SalesSchema.EXTRAS, name + " " + fault);
                }
                if (!text.isEmpty()) {
                    sale.extras().put(name, text);
                }
            }
        }
    }
}
