package io.tillstream.lake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WarehouseTableTest {
    private static final Pattern COLUMN = Pattern.compile("`([a-z_]+)` ([a-z]+(?:\\([0-9,]+\\))?)");

    /** The page is for people; what it says of columns must not go another way than the programs. */
    @ParameterizedTest
    @EnumSource
    void theContractsPageNamesEveryColumnWithItsTypeInOrder(WarehouseTable table) throws IOException {
        Path page = Path.of(System.getProperty("tillstream.root"), "docs/reference/contracts.md");
        List<String> lines = Files.readAllLines(page).stream()
                .filter(line -> line.startsWith("- `" + table.tableName() + "`"))
                .toList();
        assertThat(lines).hasSize(1);
        List<Column> columns = new ArrayList<>();
        for (Matcher found = COLUMN.matcher(lines.get(0)); found.find(); ) {
            columns.add(new Column(found.group(1), found.group(2)));
        }
        assertThat(columns).isEqualTo(table.columns());
    }

    @ParameterizedTest
    @EnumSource
    void everyKeyIsOfColumns(WarehouseTable table) {
        assertThat(table.columns())
                .extracting(Column::name)
                .containsAll(table.key())
                .doesNotHaveDuplicates();
        assertThat(WarehouseTable.named(table.tableName())).contains(table);
    }

    @Test
    void theFingerprintIsOverTheLines() {
        assertThat(WarehouseTable.DIM_STORE.schemaFingerprint())
                .as("sha256sum of the four lines joined by newline")
                .isEqualTo("1d74330c67a5eba733dfc84f273e3e3e5f4a545d0f16a738775c17be5c3c2d19");
        assertThat(WarehouseTable.named("dim_date")).isEmpty();
    }

    @Test
    void daysAreKeptTogether() {
        assertThat(DateKeys.around(Optional.empty(), List.of())).isEmpty();
        assertThat(DateKeys.around(Optional.empty(), List.of(20240105, 20240101)))
                .contains(new DateKeys(20240101, 20240105));
        assertThat(DateKeys.around(Optional.of(new DateKeys(20240102, 20240103)), List.of(20240105)))
                .contains(new DateKeys(20240102, 20240105));
    }
}
