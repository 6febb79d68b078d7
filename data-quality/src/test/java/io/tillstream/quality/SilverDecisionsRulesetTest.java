package io.tillstream.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The bundled ruleset on real Spark and Deequ: a good frame passes, and each rule is broken once. */
class SilverDecisionsRulesetTest {
    private static final StructType SCHEMA =
            StructType.fromDDL("topic_id string, kafka_partition int, kafka_offset long,"
                    + " record_index int, source string, event_id string, order_id string, product_id string, order_date date,"
                    + " revenue decimal(18,6), in_batch boolean");

    private static SparkSession spark;

    private final QualityGate gate = QualityGate.bundled("silver.decisions");

    @BeforeAll
    static void start() {
        spark = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                // A frame has a handful of rows: what pays for itself on many only takes time here.
                .config("spark.sql.shuffle.partitions", "1")
                .config("spark.sql.adaptive.enabled", "false")
                .config("spark.sql.codegen.wholeStage", "false")
                .config("spark.sql.codegen.factoryMode", "NO_CODEGEN")
                .config("spark.sql.ui.explainMode", "simple")
                .getOrCreate();
    }

    @AfterAll
    static void stop() {
        spark.stop();
    }

    @Test
    void aGoodBatchPasses() {
        List<RuleResult> results = gate.judge(frame(row("e1", true), row("e2", true), row("e3", false)));
        assertThat(results).hasSize(11).allMatch(RuleResult::passed);
        assertThat(results).anySatisfy(result -> {
            assertThat(result.rule()).contains("IsComplete \"revenue\"");
            assertThat(result.metrics()).containsValue(1.0);
        });
    }

    @Test
    void everyColumnThatMustBeCompleteBlocksByItsName() {
        for (String column : SCHEMA.fieldNames()) {
            if (!column.equals("in_batch")) {
                Object[] broken = row("e1", true);
                broken[SCHEMA.fieldIndex(column)] = null;
                QualityGateException blocked = catchThrowableOfType(
                        QualityGateException.class, () -> gate.judge(frame(broken, row("e2", true))));
                assertThat(blocked).as(column).isNotNull();
                assertThat(blocked.failures()).as(column).anySatisfy(failure -> {
                    assertThat(failure.rule()).contains("IsComplete \"" + column + "\"");
                    assertThat(failure.reason()).isNotBlank();
                });
            }
        }
    }

    @Test
    void anIdentityTwiceInTheBatchBlocks() {
        assertThatThrownBy(() -> gate.judge(frame(row("e1", true), row("e1", true))))
                .isInstanceOf(QualityGateException.class)
                .hasMessageContaining("IsPrimaryKey");
    }

    @Test
    void anIdentityThatAnEarlierBatchHasBlocks() {
        assertThatThrownBy(() -> gate.judge(frame(row("e1", true), row("e1", false))))
                .isInstanceOf(QualityGateException.class)
                .hasMessageContaining("IsPrimaryKey");
    }

    @Test
    void whatAnEarlierBatchLacksDoesNotBlockThisOne() {
        Object[] old = row("e0", false);
        old[SCHEMA.fieldIndex("revenue")] = null;
        assertThat(gate.judge(frame(old, row("e1", true)))).allMatch(RuleResult::passed);
    }

    @Test
    void anUnknownRulesetAndTextThatIsNoDqdlAreErrors() {
        assertThatThrownBy(() -> Ruleset.bundled("absent")).hasMessageContaining("absent.dqdl");
        assertThatThrownBy(() -> Ruleset.bundled("../x")).hasMessageContaining("not a ruleset name");
        assertThatThrownBy(
                        () -> new QualityGate(new Ruleset("x", "Rules = [ Nonsense ]")).judge(frame(row("e1", true))))
                .isInstanceOf(RuntimeException.class);
    }

    private static Object[] row(String eventId, boolean inBatch) {
        return new Object[] {
            "topic",
            0,
            1L,
            0,
            "till",
            eventId,
            "o1",
            "p1",
            java.sql.Date.valueOf(LocalDate.of(2026, 1, 2)),
            BigDecimal.TEN,
            inBatch
        };
    }

    private static Dataset<Row> frame(Object[]... rows) {
        return spark.createDataFrame(
                new ArrayList<>(Arrays.stream(rows).map(RowFactory::create).toList()), SCHEMA);
    }
}
