package io.tillstream.producer.catalogue;

import io.tillstream.events.FieldType;
import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.producer.UsageException;
import io.tillstream.producer.mapping.Mapping;
import io.tillstream.producer.mapping.MappingKind;
import io.tillstream.producer.mapping.RejectedRowException;
import io.tillstream.producer.mapping.RowMapper;
import io.tillstream.producer.source.BrokenRow;
import io.tillstream.producer.source.RowReader;
import io.tillstream.producer.source.SourceItem;
import io.tillstream.producer.source.SourceRow;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Writes catalogues in canonical form: RFC 4180, UTF-8, one row per product. A catalogue is whole or not written: a
 * product that is missing from it would leave its sales without a price.
 */
public final class CatalogueWriter {
    private static final List<SaleField> FIELDS = List.of(
            SaleField.PRODUCT_ID,
            SaleField.PRODUCT_NAME,
            SaleField.CATEGORY,
            SaleField.SUB_CATEGORY,
            SaleField.UNIT_PRICE);

    private final Mapping mapping;
    private final RowMapper mapper;
    private final Map<String, List<String>> products = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();
    private long read;

    /**
     * Prepares.
     *
     * @param mapping of kind {@link MappingKind#CATALOGUE}
     * @throws UsageException if it is of another kind
     */
    public CatalogueWriter(Mapping mapping) {
        if (mapping.kind() != MappingKind.CATALOGUE) {
            throw new UsageException("mapping " + mapping.name() + " is of kind "
                    + mapping.kind().yaml() + "; the command catalogue needs kind: catalogue");
        }
        this.mapping = mapping;
        this.mapper = new RowMapper(mapping, ZoneOffset.UTC);
    }

    /**
     * Reads the files and writes the catalogue.
     *
     * @return how many products it has
     * @throws IOException if a file cannot be read or written
     * @throws CatalogueException naming every invalid row; nothing is written then
     */
    public int write(List<Path> files, Path out) throws IOException {
        int found = check(files);
        Path parent = out.toAbsolutePath().getParent();
        Files.createDirectories(parent);
        Path staged = Files.createTempFile(parent, ".catalogue", ".csv");
        try {
            print(staged);
            Files.move(staged, out, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(staged);
        }
        return found;
    }

    /**
     * Reads the files and writes nothing.
     *
     * @return how many products they have
     * @throws IOException if a file cannot be read
     * @throws CatalogueException naming every invalid row
     */
    public int check(List<Path> files) throws IOException {
        for (Path file : files) {
            try (RowReader rows = RowReader.open(file, mapping.format())) {
                rows.require(mapping.requiredColumns());
                for (SourceItem item = rows.next(); item != null; item = rows.next()) {
                    read++;
                    add(file, item);
                }
            }
        }
        if (!faults.isEmpty()) {
            throw new CatalogueException(faults);
        }
        return products.size();
    }

    /** Returns how many rows were read. */
    public long read() {
        return read;
    }

    private void add(Path file, SourceItem item) {
        String fault = null;
        if (item instanceof SourceRow row) {
            try {
                Sale product = new Sale();
                mapper.map(row, product);
                fault = add(product);
            } catch (RejectedRowException e) {
                fault = e.field() + ": " + e.getMessage();
            }
        } else if (item instanceof BrokenRow broken) {
            fault = broken.field() + ": " + broken.reason();
        }
        if (fault != null) {
            faults.add(file + ":" + item.line() + ": " + fault);
        }
    }

    private String add(Sale product) {
        if (!product.has(SaleField.PRODUCT_ID)) {
            return "product_id: is missing";
        }
        if (product.has(SaleField.UNIT_PRICE) && product.number(SaleField.UNIT_PRICE) < 0) {
            return "unit_price: is negative";
        }
        List<String> values = new ArrayList<>(List.of(mapping.source()));
        for (SaleField field : FIELDS) {
            values.add(text(product, field));
        }
        List<String> other = products.putIfAbsent(product.text(SaleField.PRODUCT_ID), values);
        return other == null || other.equals(values)
                ? null
                : "product_id: " + product.text(SaleField.PRODUCT_ID) + " appears twice, with different values";
    }

    private static String text(Sale product, SaleField field) {
        if (!product.has(field)) {
            return "";
        }
        return field.type() == FieldType.TEXT
                ? product.text(field)
                : product.decimal(field).stripTrailingZeros().toPlainString();
    }

    private void print(Path file) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader("source", "product_id", "product_name", "category", "sub_category", "unit_price")
                .get();
        try (BufferedWriter writer = Files.newBufferedWriter(file);
                CSVPrinter printer = new CSVPrinter(writer, format)) {
            for (List<String> values : products.values()) {
                printer.printRecord(values);
            }
        }
    }
}
