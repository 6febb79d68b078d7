package io.tillstream.producer;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.producer.mapping.Mapping;
import io.tillstream.producer.mapping.RejectedRowException;
import io.tillstream.producer.mapping.SaleMapper;
import io.tillstream.producer.source.BrokenRow;
import io.tillstream.producer.source.RowReader;
import io.tillstream.producer.source.SourceItem;
import io.tillstream.producer.source.SourceRow;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** A file through a mapping: its sales, and its faults as {@code line: field: reason}. */
public record MappedFile(List<Sale> sales, List<String> faults, long skipped) {
    public static MappedFile of(Mapping mapping, Path file) throws IOException {
        return of(mapping, file, ZoneOffset.UTC);
    }

    public static MappedFile of(Mapping mapping, Path file, ZoneId zone) throws IOException {
        SaleMapper mapper = new SaleMapper(mapping, zone);
        List<Sale> sales = new ArrayList<>();
        List<String> faults = new ArrayList<>();
        try (RowReader rows = RowReader.open(file, mapping.format())) {
            rows.require(mapping.requiredColumns());
            for (SourceItem item = rows.next(); item != null; item = rows.next()) {
                if (item instanceof BrokenRow broken) {
                    faults.add(broken.line() + ": " + broken.field() + ": " + broken.reason());
                    continue;
                }
                try {
                    sales.add(new Sale().copyFrom(mapper.map((SourceRow) item)));
                } catch (RejectedRowException e) {
                    faults.add(item.line() + ": " + e.field() + ": " + e.getMessage());
                }
            }
            return new MappedFile(sales, faults, rows.skipped());
        }
    }

    public BigDecimal sum(SaleField field) {
        return sales.stream().map(sale -> sale.decimal(field)).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    public long distinct(SaleField field) {
        return sales.stream().map(sale -> sale.text(field)).distinct().count();
    }
}
