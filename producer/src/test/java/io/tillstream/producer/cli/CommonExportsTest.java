package io.tillstream.producer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Files in the shape of common exports, with invented values: the draft gives the exact total of the rows that are sales,
 * and where the file leaves something open, it asks.
 */
class CommonExportsTest {
    @TempDir
    private Path directory;

    private final TestProgram program = new TestProgram();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            shopify.csv          | 3 rows: 3 events (0 returns), 0 rejected                      | 40 EUR               |
            woocommerce.csv      | 4 rows: 3 events (0 returns), 0 rejected, 1 left out          | 52.5 default currency | is Order Status divided rightly?
            square.csv           | 3 rows: 3 events (1 returns), 0 rejected                      | 6.6 USD              | Time Zone is not read. DECIDE
            stripe.csv           | 3 rows: 2 events (0 returns), 0 rejected, 1 left out          | 1040 USD             | is Status, Captured divided rightly?
            paypal.csv           | 4 rows: 3 events (1 returns), 0 rejected, 1 left out          | 1100 USD             | which of them are returns?
            amazon.txt           | 3 rows: 2 events (0 returns), 0 rejected, 1 left out          | 57.5 USD             | order-status, item-status divided rightly?
            ebay.csv             | 3 rows: 2 events (0 returns), 1 rejected                      | 70 USD               | by the sign $
            lightspeed.csv       | 3 rows: 3 events (0 returns), 0 rejected                      | 61 default currency  |
            sap_business_one.csv | 3 rows: 3 events (0 returns), 0 rejected                      | 3789 EUR             |
            shopware.csv         | 3 rows: 1 events (0 returns), 0 rejected, 2 left out          | 19.8 EUR             | is order_state divided rightly?
            magento.csv          | 3 rows: 2 events (0 returns), 0 rejected, 1 left out          | 1177.5 USD           | is Status divided rightly?
            odoo.csv             | 3 rows: 2 events (0 returns), 1 rejected                      | 150 default currency | rejected
            excel_en_us.csv      | 2 rows: 2 events (0 returns), 0 rejected                      | 2478.9 default currency |
            excel_en_gb.csv      | 2 rows: 2 events (0 returns), 0 rejected                      | 2478.9 GBP           | by the sign £
            excel_de_de.csv      | 2 rows: 2 events (0 returns), 0 rejected                      | 2478.9 EUR           |
            excel_de_ch.csv      | 2 rows: 2 events (0 returns), 0 rejected                      | 2478.9 CHF           |
            excel_fr_fr.csv      | 2 rows: 2 events (0 returns), 0 rejected                      | 2478.9 EUR           |
            excel_sv_se.csv      | 2 rows: 2 events (0 returns), 0 rejected                      | 2478.9 SEK           | by the sign kr
            excel_pt_br.csv      | 2 rows: 2 events (0 returns), 0 rejected                      | 2478.9 BRL           |
            excel_es_es.csv      | 2 rows: 2 events (0 returns), 0 rejected                      | 2478.9 EUR           |
            excel_it_it.csv      | 2 rows: 2 events (0 returns), 0 rejected                      | 2478.9 EUR           |
            etsy_sold_items.csv  | 3 rows: 3 events (0 returns), 0 rejected                      | 63 USD               |
            woocommerce_analytics.csv | 3 rows: 2 events (0 returns), 0 rejected, 1 left out     | 200 default currency | is Status divided rightly?
            shopkeep_items.csv   | 3 rows: 3 events (1 returns), 0 rejected                      | 8 default currency   |
            toast_items.csv      | 3 rows: 2 events (0 returns), 0 rejected, 1 left out          |                      | share, percent, amount
            flipkart.csv         | 3 rows: 2 events (0 returns), 0 rejected, 1 left out          |                      | Final Selling Price (incl. seller
            amazon_india.csv     | 3 rows: 2 events (0 returns), 0 rejected, 1 left out          | 1459.62 INR          | is Status divided rightly?
            gumroad_sales.csv    | 3 rows: 3 events (1 returns), 0 rejected                      |                      | Subtotal ($) is not quantity times price
            squarespace.csv      | 3 rows: 2 events (0 returns), 1 rejected                      | 60 USD               | order_ts: is missing
            loyverse.csv         | 3 rows: 3 events (1 returns), 0 rejected                      | 5 default currency   | which of them are returns?
            vend_sales.csv       | 5 rows: 2 events (0 returns), 2 rejected, 1 left out          | 45.45 default currency | is Line Type divided rightly?
            bigcommerce.csv      | 3 rows: 2 events (0 returns), 0 rejected, 1 left out          | 120 USD              | each sale needs what was sold
            prestashop_lines.csv | 3 rows: 2 events (0 returns), 0 rejected, 1 left out          | 17.5 default currency | is order_state divided rightly?
            clover_line_items.csv | 3 rows: 3 events (1 returns), 0 rejected                     | 2 default currency   | which of them are returns?
            quickbooks_sales_by_product.csv | 4 rows: 0 events (0 returns), 4 rejected           |                      | each sale needs what was sold
            xero_invoices.csv    | 3 rows: 2 events (0 returns), 0 rejected, 1 left out          | 190 GBP              | is the discount already taken off?
            zettle.csv           | 3 rows: 3 events (0 returns), 0 rejected                      | 13.6 EUR             | off the line or off each piece?
            wix_orders.csv       | 3 rows: 2 events (0 returns), 0 rejected, 1 left out          | 36 EUR               | is Payment status divided rightly?
            dynamics_nav.csv     | 3 rows: 3 events (0 returns), 0 rejected                      | 1926.24 EUR          | is it what is sold?
            shopify_refund.csv   | 3 rows: 2 events (1 returns), 0 rejected, 1 left out          |                      | Refunded Amount, such as '0.00', is not taken off
            odoo_pos.csv         | 3 rows: 3 events (1 returns), 0 rejected                      | 16 default currency  |
            excel_pl_pl.csv      | 2 rows: 2 events (0 returns), 0 rejected                      |                      | look at names with accents
            """)
    void theDraftIsExactOrAsks(String file, String rows, String revenue, String question)
            throws IOException, URISyntaxException {
        String data = Path.of(CommonExportsTest.class
                        .getResource("/io/tillstream/producer/exports/" + file)
                        .toURI())
                .toString();
        String draft = directory.resolve("draft.yaml").toString();

        program.run("mapping", "init", data, "--out", draft);
        int code = program.run("mapping", "check", "--show", "0", draft, data);

        assertThat(program.out.toString()).contains(rows);
        if (revenue != null) {
            assertThat(program.out.toString()).contains("revenue " + revenue + "\n");
        }
        assertThat(code).isEqualTo(question == null ? 0 : 1);
        if (question != null) {
            assertThat(program.out.toString()).contains(question);
        }
    }
}
