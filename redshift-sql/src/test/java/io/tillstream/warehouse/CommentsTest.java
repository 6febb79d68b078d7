package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The comments in the warehouse are those of {@code comments.txt}, and no table or view that analysts read lacks one.
 * Materialized views have none: Redshift's COMMENT takes tables and views, and its page does not name them.
 */
class CommentsTest {
    private static final String COLUMNS =
            "SELECT n.nspname || '.' || c.relname AS relation, COALESCE(a.attname, '*') AS name,"
                    + " col_description(c.oid, a.attnum) AS comment FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
                    + " JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped"
                    + " WHERE n.nspname = 'sales' AND c.relkind IN ('r', 'v')";
    private static final String RELATIONS = "SELECT n.nspname || '.' || c.relname AS relation, '*' AS name,"
            + " obj_description(c.oid) AS comment FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
            + " WHERE n.nspname = 'sales' AND c.relkind IN ('r', 'v')";
    private static final List<String> FILE = Resources.lines("comments.txt").stream()
            .filter(line -> !line.startsWith("#"))
            .map(line -> line.replace('\t', '|'))
            .toList();

    private static TestWarehouse warehouse;

    @BeforeAll
    static void migrate() throws SQLException {
        warehouse = TestWarehouse.migrated();
    }

    @AfterAll
    static void stop() throws IOException {
        warehouse.close();
    }

    @Test
    void theWarehousesCommentsAreThoseOfTheFile() throws SQLException {
        assertThat(warehouse.rows("SELECT * FROM (" + RELATIONS + " UNION ALL " + COLUMNS
                        + ") AS described WHERE comment IS NOT NULL"))
                .containsExactlyInAnyOrderElementsOf(FILE);
    }

    @Test
    void noTableOrViewAndNoColumnOfTheStarOrTheWideViewLacksOne() throws SQLException {
        assertThat(warehouse.rows("SELECT * FROM (" + RELATIONS + ") AS described WHERE comment IS NULL"))
                .isEmpty();
        assertThat(warehouse.rows("SELECT * FROM (" + COLUMNS
                        + " AND c.relname NOT LIKE 'current_%') AS described WHERE comment IS NULL"))
                .isEmpty();
    }

    /** What identifies a person says so, wherever it is. */
    @Test
    void personalColumnsSayThatTheyAre() {
        assertThat(FILE)
                .filteredOn(line -> line.contains("|customer_id|") || line.contains("|customer_name|"))
                .hasSize(4)
                .allMatch(line -> line.contains("|personal: "));
    }
}
