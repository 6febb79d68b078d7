package io.tillstream.benchmarks.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.events.SaleDecoder;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SaleGeneratorTest {
    private static final int RECORDS = 50_000;

    @Test
    void theDecoderFindsWhatTheGeneratorSaysItMade() {
        SaleGenerator sales = new SaleGenerator(7, RECORDS);
        SaleDecoder decoder = new SaleDecoder();
        SaleCounter found = new SaleCounter();
        Checksum made = new Checksum();
        for (int i = 0; i < RECORDS; i++) {
            byte[] value = sales.next();
            if (sales.lineTotal() == SaleGenerator.NO_SALE) {
                made.row(0, i, 0);
            } else {
                made.sale(0, i, 0, sales.lineTotal());
            }
            found.at(0, i);
            decoder.decode(value, found);
        }

        assertThat(found.found().sales()).isEqualTo(made.sales());
        assertThat(found.found().revenue()).isEqualTo(made.revenue());
        assertThat(found.found().coordinates()).isEqualTo(made.coordinates());
    }

    @Test
    void theStreamHasTheShapeThatIsDocumented() {
        SaleGenerator sales = new SaleGenerator(7, RECORDS);
        Set<String> distinct = new HashSet<>();
        long bytes = 0;
        int malformed = 0;
        for (int i = 0; i < RECORDS; i++) {
            byte[] value = sales.next();
            bytes += value.length;
            distinct.add(new String(value, java.nio.charset.StandardCharsets.UTF_8));
            malformed += sales.lineTotal() == SaleGenerator.NO_SALE ? 1 : 0;
        }

        assertThat(bytes / (double) RECORDS).isBetween(390.0, 430.0);
        assertThat((RECORDS - distinct.size()) / (double) RECORDS).isBetween(0.008, 0.012);
        assertThat(malformed / (double) RECORDS).isBetween(0.0005, 0.0015);
    }

    @Test
    void theSameSeedMakesTheSameBytes() {
        SaleGenerator one = new SaleGenerator(7, 100);
        SaleGenerator same = new SaleGenerator(7, 100);
        SaleGenerator other = new SaleGenerator(8, 100);

        byte[] first = one.next();

        assertThat(same.next()).isEqualTo(first);
        assertThat(other.next()).isNotEqualTo(first);
    }
}
