package io.tillstream.infra.cost;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.infra.settings.Preset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** docs/reference/costs.md is what the command says. {@code -Dtillstream.snapshots=write} writes it anew. */
class CostPageTest {
    private static final Path PAGE = Path.of(System.getProperty("tillstream.root"), "docs/reference/costs.md");

    @Test
    void thePageSaysWhatTheCommandSays() throws Exception {
        String page = page();
        if ("write".equals(System.getProperty("tillstream.snapshots"))) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.isRegularFile(PAGE) ? Files.readString(PAGE) : "")
                .as("docs/reference/costs.md; run with -Dtillstream.snapshots=write and review it")
                .isEqualTo(page);
    }

    private static String page() {
        PriceList prices = PriceList.bundled("us-east-1");
        StringBuilder page = new StringBuilder("""
                # What it costs

                Made by the model behind `./tillstream cost --gb-per-day X [--freshness MIN] [--region R] [--preset dev|prod] [--set NAME=VALUE]`; a test
                keeps it so. List prices of us-east-1 without tax, in the twelfth month, when a year of sales is kept. **No bill has been seen yet**: the
                prices have their sources and dates below, the quantities their assumptions. A GB is 2^30 bytes of JSON on the topic, about 2.6 million
                sales.

                """);
        for (double gb : List.of(1.0, 50.0, 1000.0)) {
            page.append("## ").append("%,.0f GB a day".formatted(gb)).append(", preset prod\n\n");
            page.append(CostText.markdown(Estimate.of(gb, Preset.PROD, Optional.empty(), Map.of(), prices)))
                    .append('\n');
        }
        page.append("## 1 GB a day, preset dev\n\n");
        page.append(CostText.markdown(Estimate.of(1, Preset.DEV, Optional.empty(), Map.of(), prices)))
                .append('\n');
        page.append("## What is assumed\n\n");
        Assumptions.ALL.forEach((what, value) ->
                page.append("- ").append(what).append(": ").append(value).append('\n'));
        page.append("\n## Prices\n\n").append(CostText.priceTable(prices));
        return page.toString();
    }
}
