package io.tillstream.glue;

import static io.tillstream.glue.gold.TestSale.sale;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.glue.audit.AuditRun;
import io.tillstream.glue.gold.GoldFixture;
import io.tillstream.lake.error.ManualActionRequiredException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneOffset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The audit's result line (docs/reference/contracts.md, section 5), counted on real tables. */
class AuditJobTest {
    @TempDir
    private Path directory;

    @Test
    void silverAndGoldAreCountedFromTheirRowsUpToTheBatch() throws Exception {
        GoldFixture gold = new GoldFixture(directory);
        gold.silver().publish(sale(1), sale(2));
        GoldJob.run(
                JobResult.started("gold"),
                gold.lake(),
                "lake",
                ZoneOffset.UTC,
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8));
        gold.silver().publish(sale(3));

        JsonNode first = audit(gold, 1);
        assertThat(first.path("silver").path("rows").asLong()).isEqualTo(2);
        assertThat(first.path("gold"))
                .as("what Gold has is what Silver accepted")
                .isEqualTo(first.path("silver"));
        assertThat(first.path("totals").path("accepted").asLong()).isEqualTo(2);
        assertThat(first.path("cursor").isObject()).isTrue();
        assertThat(first.path("silver").path("checksum").asText()).isEqualTo(checksum(gold, 1));
        assertThat(first.path("silver").path("revenue").size()).isEqualTo(1);

        JsonNode second = audit(gold, 2);
        assertThat(second.path("silver").path("rows").asLong()).isEqualTo(3);
        assertThat(second.path("gold").path("rows").asLong())
                .as("Gold has not taken batch 2")
                .isEqualTo(2);

        assertThat(audit(gold, 0).path("silver").path("rows").asLong()).isZero();
        assertThatThrownBy(() -> audit(gold, 9))
                .isInstanceOf(ManualActionRequiredException.class)
                .hasMessageContaining("batch 9");
    }

    /** The checksum as its definition says, by java.security instead of SQL. */
    private static String checksum(GoldFixture gold, long batchNo) throws Exception {
        java.math.BigInteger sum = java.math.BigInteger.ZERO;
        for (Row row : gold.lake()
                .find("silver.decisions")
                .orElseThrow()
                .rows()
                .where("batch_no <= " + batchNo)
                .select("topic_id", "kafka_partition", "kafka_offset", "record_index")
                .collectAsList()) {
            byte[] digest = java.security.MessageDigest.getInstance("MD5")
                    .digest(row.mkString(":").getBytes(StandardCharsets.UTF_8));
            String hex = java.util.HexFormat.of().formatHex(digest);
            sum = sum.add(new java.math.BigInteger(hex.substring(0, 15), 16));
        }
        return sum.toString();
    }

    private static JsonNode audit(GoldFixture gold, long batchNo) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        AuditJob.report(JobResult.started("audit"), batchNo, new AuditRun(gold.lake()).at(batchNo))
                .print(new PrintStream(out, true, StandardCharsets.UTF_8));
        String line = out.toString(StandardCharsets.UTF_8).strip();
        assertThat(line).startsWith("TILLSTREAM_RESULT ");
        return new ObjectMapper().readTree(line.substring("TILLSTREAM_RESULT ".length()));
    }
}
