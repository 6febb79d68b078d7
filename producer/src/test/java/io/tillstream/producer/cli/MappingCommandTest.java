package io.tillstream.producer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.producer.mapping.Mappings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingCommandTest {
    @TempDir
    private Path directory;

    private final TestProgram program = new TestProgram();
    private Path data;

    @BeforeEach
    void writeData() throws IOException {
        data = Files.writeString(
                directory.resolve("shop.csv"), "date;sku;qty;price\n13.02.2024;A;2;1,50\n14.02.2024;B;x;2,00\n");
    }

    @Test
    void aDraftIsWrittenAndCheckedWithTheDataItCameFrom() throws IOException {
        String out = directory.resolve("shop.yaml").toString();

        assertThat(program.run("mapping", "init", data.toString(), "--out", out))
                .isZero();
        assertThat(program.out.toString())
                .contains("Then check it against your files: ./tillstream mapping check " + out);
        assertThat(program.run("mapping", "check", out)).isZero();
        assertThat(program.out.toString())
                .contains(out + ": sound. Mapping shop, kind sales, source shop, identity row");

        assertThat(program.run("mapping", "check", out, data.toString())).isEqualTo(1);
        assertThat(program.out.toString())
                .contains(
                        data + ":2: {\"event_id\":",
                        "rejected " + data + ":3: quantity: 'x' is not a valid number with the decimal mark ','",
                        "2 rows: 1 events (0 returns), 1 rejected",
                        "revenue 3 ");
        assertThat(program.opened()).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "seed0_events,   hourly_orders",
        "seed0_products, hourly_orders_products",
        "seed3_sample,   ecommerce_events",
        "seed4_batches,  batch_messages"
    })
    void anOldNameOfABundledMappingIsAnErrorThatNamesTheNewOne(String old, String current) {
        for (String command : List.of("show", "check")) {
            assertThat(program.run("mapping", command, old)).isEqualTo(2);
            assertThat(program.err.toString().lines())
                    .containsExactly("the bundled mapping '" + old + "' is now called " + current);
        }
    }

    @Test
    void aDraftOverwritesNothingAndGoesToStandardOutputWithoutAFile() throws IOException {
        Path out = Files.writeString(directory.resolve("shop.yaml"), "mine");

        assertThat(program.run("mapping", "init", data.toString(), "--out", out.toString()))
                .isEqualTo(2);
        assertThat(out).hasContent("mine");
        assertThat(program.err.toString()).contains("exists already");
        assertThat(program.run("mapping", "init", data.toString())).isZero();
        assertThat(program.out.toString()).contains("mapping: shop");
    }

    @Test
    void aFaultyMappingIsExplainedByLineAndKey() throws IOException {
        Path faulty = Files.writeString(directory.resolve("m.yaml"), """
                mapping: shop
                source: shop
                identity: rows
                format: {type: csv, delimiter: ;;}
                fields:
                  order_ts: date
                  product_id: sku
                """);

        assertThat(program.run("mapping", "check", faulty.toString())).isEqualTo(2);
        assertThat(program.err.toString().lines())
                .containsExactly(
                        faulty + ":4: format.delimiter: is one character, or tab, not ';;'",
                        faulty + ":5: fields: quantity is missing: every row needs it",
                        faulty + ":3: identity: is row or content, not rows");
    }

    @Test
    void aColumnThatTheDataLacksIsNamed() throws IOException {
        Path mapping = Files.writeString(directory.resolve("m.yaml"), """
                mapping: shop
                source: shop
                identity: row
                format: {type: csv, delimiter: ;}
                fields: {order_ts: day, product_id: sku, quantity: qty}
                """);

        assertThat(program.run("mapping", "check", mapping.toString(), data.toString()))
                .isEqualTo(2);
        assertThat(program.err.toString())
                .contains("shop.csv: no column 'day'; the header has [date, sku, qty, price]");
    }

    @Test
    void aCatalogueIsCheckedAsOne() throws IOException {
        Path products = Files.writeString(directory.resolve("p.csv"), "product_id,name,price\n1,A,2\n2,B,3\n2,C,3\n");
        String out = directory.resolve("p.yaml").toString();

        assertThat(program.run("mapping", "init", products.toString(), "--out", out))
                .isZero();
        assertThat(program.run("mapping", "check", out, products.toString())).isEqualTo(1);
        assertThat(program.err.toString()).contains("p.csv:4: product_id: 2 appears twice");
    }

    @Test
    void thePageOnMappingsShowsWhatTheCommandsSay() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("tillstream.root"), "docs/how-to/mappings.md"));
        Path file = Files.writeString(directory.resolve("shop.csv"), block(page, "csv"));
        Path mapping = Files.writeString(directory.resolve("shop.yaml"), block(page, "yaml"));
        Path draft = directory.resolve("draft.yaml");

        assertThat(program.run("mapping", "check", "--show", "0", mapping.toString(), file.toString()))
                .isEqualTo(1);
        assertThat(program.out.toString().replace(directory + "/", "")).isEqualTo(block(page, "text"));

        assertThat(program.run("mapping", "init", file.toString(), "--out", draft.toString()))
                .isZero();
        program.run("mapping", "check", draft.toString(), file.toString());
        assertThat(program.out.toString()).contains("3 rows: 2 events (1 returns), 1 rejected", "revenue 1149.3 EUR");
    }

    @Test
    void theRecipesOfThePageGiveWhatItShows() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("tillstream.root"), "docs/how-to/mappings.md"));
        String[] recipes = page.substring(page.indexOf("## Recipes")).split("\n### ");
        assertThat(recipes).hasSize(4);
        for (int i = 1; i < recipes.length; i++) {
            Path file = Files.writeString(directory.resolve("recipe.csv"), block(recipes[i], "csv"));
            Path mapping = Files.writeString(directory.resolve("recipe.yaml"), block(recipes[i], "yaml"));

            program.run("mapping", "check", "--show", "0", mapping.toString(), file.toString());

            String shown = program.out.toString().replace(directory + "/", "");
            assertThat(shown.substring(shown.indexOf('\n') + 1)).isEqualTo(block(recipes[i], "text"));
        }
    }

    private static String block(String page, String language) {
        Matcher block =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(page);
        assertThat(block.find()).as(language).isTrue();
        return block.group(1);
    }

    @Test
    void bundledMappingsAreListedAndShown() {
        assertThat(program.run("mapping", "list")).isZero();
        assertThat(program.out.toString()).contains(Mappings.bundled());
        assertThat(program.run("mapping", "show", "pizza_sales")).isZero();
        assertThat(program.out.toString()).isEqualTo(Mappings.yaml("pizza_sales"));
        assertThat(program.run("mapping", "show", "pizza")).isEqualTo(2);
        assertThat(program.err.toString()).contains("there are superstore_us, pizza_sales");
        assertThat(program.run("mapping")).isEqualTo(2);
    }

    @Test
    void everyCommandsHelpHasExamplesAndExitCodes() {
        for (String command :
                new String[] {"replay", "produce", "mapping", "mapping init", "mapping check", "catalogue"}) {
            assertThat(program.run((command + " --help").split(" "))).isZero();
            assertThat(program.out.toString())
                    .contains("Usage: tillstream " + command, "Exit codes:", "Example", "./tillstream " + command);
        }
    }
}
