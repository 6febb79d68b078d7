package io.tillstream.loader;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.lake.FactTotals;
import io.tillstream.warehouse.CopySource;
import io.tillstream.warehouse.LoadSet;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AttemptTokenTest {
    private static final LoadSet SET =
            new LoadSet(1, 1, BatchFiles.ATTEMPT, 0, 1, List.of(), new FactTotals(0, new TreeMap<>()));

    @Test
    void theTokenNamesFileSqlAndAttempt() {
        String token = token("workgroup", "k", "etag", List.of("SELECT 1", "SELECT 2"), 1);
        assertThat(token).matches("[0-9a-f]{64}");
        assertThat(token("workgroup", "k", "etag", List.of("SELECT 1", "SELECT 2"), 1))
                .isEqualTo(token);
        assertThat(List.of(
                        token("workgroup", "k", "etag", List.of("SELECT 1", "SELECT 2"), 2),
                        token("workgroup", "k", "other", List.of("SELECT 1", "SELECT 2"), 1),
                        token("workgroup", "l", "etag", List.of("SELECT 1", "SELECT 2"), 1),
                        token("another", "k", "etag", List.of("SELECT 1", "SELECT 2"), 1),
                        token("workgroup", "k", "etag", List.of("SELECT 1SELECT 2"), 1)))
                .doesNotHaveDuplicates()
                .doesNotContain(token);
    }

    private static String token(String workgroup, String key, String etag, List<String> sql, int attempt) {
        LoaderSettings settings = new LoaderSettings(
                new CopySource("lake", "arn:aws:iam::123456789012:role/copy"),
                workgroup,
                "sales",
                Optional.empty(),
                Optional.empty());
        return AttemptToken.of(settings, new PublishedLoadSet(key, etag, SET), sql, attempt);
    }
}
