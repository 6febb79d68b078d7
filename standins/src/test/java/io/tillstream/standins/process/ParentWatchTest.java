package io.tillstream.standins.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ParentWatchTest {
    private final AtomicInteger ended = new AtomicInteger();

    @Test
    void endsWhenStandardInputEndsWhateverStoodInIt() {
        new ParentWatch(new ByteArrayInputStream(new byte[100_000]), ended::incrementAndGet).watch();

        assertThat(ended).hasValue(1);
    }

    @Test
    void endsWhenThePipeBreaks() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };

        new ParentWatch(broken, ended::incrementAndGet).watch();

        assertThat(ended).hasValue(1);
    }
}
