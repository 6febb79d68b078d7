package io.tillstream.producer.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.Sale;
import io.tillstream.events.SaleField;
import io.tillstream.producer.MappedFile;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Currencies and discounts as files write them: read rightly, or refused. */
class AmountsTest {
    @TempDir
    private Path directory;

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            currency: {constant: EUR}                        | 5.00 EUR, €5, 5 | EUR EUR EUR |
            currency: {constant: EUR}                        | €5, $5, CHF 5   | EUR         | in 'CHF', and the currency is EUR
            currency: {constant: BRL}                        | R$5, $5         | BRL         | in '$', and the currency is BRL
            currency: {constant: CAD}                        | $5, C$5, US$5   | CAD CAD     | in 'US$', and the currency is CAD
            currency: {from_amount: price, values: {$: CAD}} | $5, €5, 5 kr    | CAD EUR     | kr' can mean DKK, ISK, NOK, SEK
            currency: {from_amount: price, default: PLN}     | 5 zł, 5, USD 5  | PLN PLN USD |
            currency: {from_amount: price}                   | 5 Kč, 5         | CZK         | 5' has no currency sign or code
            channel: {constant: web}                         | £5, CHF 5       | none CHF    |
            channel: {constant: web}                         | 5 kr, 5 kr, $5  | none none   | $' can mean
            """)
    void theCurrencyBesideAnAmountIsNeverDropped(String rule, String prices, String currencies, String fault)
            throws IOException {
        StringBuilder rows = new StringBuilder();
        for (String price : prices.split(", ")) {
            rows.append("2024-01-01,a,1,").append(price).append(",\n");
        }
        MappedFile mapped = mapped("unit_price: price\n  " + rule, rows.toString());

        assertThat(mapped.sales())
                .extracting(sale -> sale.has(SaleField.CURRENCY) ? sale.text(SaleField.CURRENCY) : "none")
                .containsExactly(currencies.split(" "));
        if (fault == null) {
            assertThat(mapped.faults()).isEmpty();
        } else {
            assertThat(mapped.faults()).last().asString().contains(fault);
        }
    }

    @Test
    void amountsOfOneRowInTwoCurrenciesAreRefused() throws IOException {
        MappedFile mapped = mapped("unit_price: price\n  tax: off", "2024-01-01,a,1,€5,$1\n");

        assertThat(mapped.sales()).isEmpty();
        assertThat(mapped.faults()).singleElement().asString().contains("in several currencies");
    }

    @Test
    void aQuantityIsNotMoney() throws IOException {
        assertThat(mapped("unit_price: off", "2024-01-01,a,$3,5,2\n").faults())
                .containsExactly("2: quantity: '$3' has a currency, and is not an amount of money");
        assertThat(mapped("unit_price: price", "2024-01-01,a,3,5%,2\n").faults())
                .containsExactly("2: unit_price: '5%' is in per cent; only a discount can be");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            share           | 2  | 100.00 | 0.1   | 180   | 0.1
            share           | 2  | 100.00 | 1     | 0     | 1
            percent         | 2  | 100.00 | 10    | 180   | 0.1
            percent         | 2  | 100.00 | 10%   | 180   | 0.1
            percent         | 2  | 100.00 | 1     | 198   | 0.01
            percent         | 1  | 100.00 | 0.5   | 99.5  | 0.005
            amount          | 3  | 10.00  | 1.00  | 29    | 0.033333
            amount          | 3  | 10.00  | $1.00 | 29    | 0.033333
            amount          | -3 | 10.00  | -1.00 | -29   | 0.033333
            amount          | 3  | 10.00  | 0     | 30    | 0
            negative_amount | 3  | 10.00  | -1.00 | 29    | 0.033333
            unit_amount     | 3  | 10.00  | 1.00  | 27    | 0.1
            """)
    void aDiscountIsWhatTheMappingSays(
            String unit, String quantity, String price, String off, String revenue, String share) throws IOException {
        Sale sale = mapped(
                        "unit_price: price\n  discount: {column: off, as: " + unit + "}",
                        "2024-01-01,a," + quantity + "," + price + "," + off + "\n")
                .sales()
                .get(0);

        BigDecimal computed = sale.has(SaleField.LINE_TOTAL)
                ? sale.decimal(SaleField.LINE_TOTAL)
                : sale.decimal(SaleField.QUANTITY)
                        .multiply(sale.decimal(SaleField.UNIT_PRICE))
                        .multiply(BigDecimal.ONE.subtract(sale.decimal(SaleField.DISCOUNT)));
        assertThat(computed).isEqualByComparingTo(revenue);
        assertThat(sale.decimal(SaleField.DISCOUNT)).isEqualByComparingTo(share);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            off                                 | 1     | could be one per cent or all of the price
            off                                 | 10    | is not a share from 0 to 1
            {column: off, as: percent}          | 101   | is not a share from 0 to 1
            {column: off, as: amount}           | 10%   | is in per cent, and the mapping says as: amount
            {column: off, as: amount}           | -1    | as: negative_amount is for discounts with a minus
            {column: off, as: negative_amount}  | 1     | as: amount is for discounts without a minus
            {column: off, as: amount}           | 30.01 | is more than the line costs, 30
            """)
    void aDiscountThatDoesNotFitIsRefused(String rule, String off, String fault) throws IOException {
        MappedFile mapped = mapped("unit_price: price\n  discount: " + rule, "2024-01-01,a,3,10," + off + "\n");

        assertThat(mapped.sales()).isEmpty();
        assertThat(mapped.faults()).singleElement().asString().contains(fault);
    }

    @Test
    void aReturnWithANegativeTotalKeepsItsSign() throws IOException {
        MappedFile mapped = mapped(
                "line_total: price\n  event_type: {column: off, values: {Refund: RETURN}}",
                "2024-01-01,a,1,-10.00,Refund\n2024-01-01,a,1,10.00,Refund\n");

        assertThat(mapped.faults()).isEmpty();
        assertThat(mapped.sum(SaleField.LINE_TOTAL)).isEqualByComparingTo("-20");
        assertThat(mapped.sum(SaleField.QUANTITY)).isEqualByComparingTo("-2");
    }

    @ParameterizedTest
    @CsvSource({"4.50012E+12", "'4,5E+12'", "1E+15"})
    void anIdThatASpreadsheetHasShortenedIsRefused(String id) throws IOException {
        MappedFile mapped = mapped("unit_price: price", "2024-01-01,\"" + id + "\",1,5,\n2024-01-01,4E10,1,5,\n");

        assertThat(mapped.faults()).singleElement().asString().contains("2: product_id: '" + id + "' is an id that a");
        assertThat(mapped.sales()).hasSize(1);
    }

    private MappedFile mapped(String fields, String rows) throws IOException {
        Path file = Files.writeString(directory.resolve("s.csv"), "day,id,qty,price,off\n" + rows);
        return MappedFile.of(new MappingReader().read("t.yaml", """
                mapping: t
                source: t
                identity: row
                format: {type: csv}
                fields:
                  order_ts: day
                  product_id: id
                  quantity: qty
                """ + "  " + fields + "\n"), file);
    }
}
