package io.tillstream.events;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SaleCodecPropertyTest {
    private static final long MAX_MICROS = 253_402_300_799_999_999L;

    @Property(tries = 500)
    void decodingWhatWasEncodedGivesTheSameSale(@ForAll("sales") Sale sale) {
        List<Sale> decoded = new ArrayList<>();
        new SaleDecoder().decode(new SaleEncoder().encode(sale), new RowConsumer() {
            @Override
            public void sale(int recordIndex, Sale row) {
                decoded.add(new Sale().copyFrom(row));
            }

            @Override
            public void corrupt(int recordIndex, byte[] payload, CorruptReason reason, String detail) {
                throw new AssertionError(reason + " " + detail + " in " + new String(payload, UTF_8));
            }
        });
        assertThat(decoded).containsExactly(sale);
    }

    @Property(tries = 2000)
    void anyBytesAreAtLeastOneRowAndABadOneKeepsItsBytes(@ForAll byte[] value) {
        int[] rows = {0};
        new SaleDecoder().decode(value, new RowConsumer() {
            @Override
            public void sale(int recordIndex, Sale sale) {
                rows[0]++;
            }

            @Override
            public void corrupt(int recordIndex, byte[] payload, CorruptReason reason, String detail) {
                rows[0]++;
                if (value.length == 0 || value[0] != '[') {
                    assertThat(payload).isEqualTo(value);
                }
            }
        });
        assertThat(rows[0]).isPositive();
    }

    @Provide
    Arbitrary<Sale> sales() {
        Arbitrary<String> texts = Arbitraries.strings()
                .ofMaxLength(12)
                .filter(text -> text.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF));
        return Arbitraries.randomValue(random -> {
            Sale sale = new Sale();
            for (SaleField field : SaleField.values()) {
                if (random.nextInt(3) > 0) {
                    put(sale, field, random, texts);
                }
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                sale.extras().put("x" + random.nextInt(9), texts.sample());
            }
            return sale;
        });
    }

    private static void put(Sale sale, SaleField field, java.util.Random random, Arbitrary<String> texts) {
        switch (field.type()) {
            case TEXT -> sale.set(field, texts.sample());
            case INT -> sale.set(field, random.nextInt());
            case DECIMAL -> sale.set(field, random.nextLong() % 1_000_000_000_000_000_000L);
            case TIMESTAMP -> sale.set(field, Math.floorMod(random.nextLong(), MAX_MICROS));
            case DATE -> sale.set(field, random.nextInt(2_932_896));
        }
    }
}
