package io.tillstream.aws.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.CancelStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.ColumnMetadata;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultRequest;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultResponse;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

class DataApiTest {
    private static final Polling POLLING = new Polling(Duration.ofMillis(100), 2, Duration.ofMillis(300));

    private final FakeDataApiClient client = new FakeDataApiClient();
    private final DataApi dataApi =
            new DataApi(client, new WarehouseLogin("group", "db", Optional.of("arn:secret")), POLLING);

    @Test
    void aBatchCarriesItsTokenAndName() {
        assertThat(dataApi.submitBatch("load", Optional.of("token"), List.of("A", "B")))
                .isEqualTo("batch-1");
        BatchExecuteStatementRequest request = (BatchExecuteStatementRequest) client.asked.get(0);
        assertThat(request.clientToken()).isEqualTo("token");
        assertThat(request.statementName()).isEqualTo("load");
        assertThat(request.sqls()).containsExactly("A", "B");
        assertThat(List.of(request.workgroupName(), request.database(), request.secretArn()))
                .containsExactly("group", "db", "arn:secret");
    }

    @Test
    void aStatementCarriesItsParametersAndNoEmptyList() {
        dataApi.submit(Optional.empty(), "SELECT :a", Map.of("a", "1"));
        dataApi.submit(Optional.of("name"), "SELECT 1", Map.of());
        ExecuteStatementRequest first = (ExecuteStatementRequest) client.asked.get(0);
        ExecuteStatementRequest second = (ExecuteStatementRequest) client.asked.get(1);
        assertThat(first.parameters()).hasSize(1).first().satisfies(parameter -> {
            assertThat(parameter.name()).isEqualTo("a");
            assertThat(parameter.value()).isEqualTo("1");
        });
        assertThat(first.statementName()).isNull();
        assertThat(second.hasParameters()).isFalse();
        assertThat(second.statementName()).isEqualTo("name");
    }

    @Test
    void waitsLongerFromTurnToTurnUntilTheStatementIsDone() {
        client.statuses.addAll(List.of(
                StatusString.SUBMITTED,
                StatusString.PICKED,
                StatusString.STARTED,
                StatusString.STARTED,
                StatusString.FAILED));
        List<Long> pauses = new ArrayList<>();
        assertThat(dataApi.await("s", (pause, waitingFor) -> {
                            assertThat(waitingFor).contains("statement s, now ");
                            pauses.add(pause.toMillis());
                        })
                        .status())
                .isEqualTo(StatusString.FAILED);
        assertThat(pauses).containsExactly(100L, 200L, 300L, 300L);
    }

    @Test
    void readsEveryPage() {
        client.pages.add(GetStatementResultResponse.builder()
                .columnMetadata(
                        ColumnMetadata.builder().name("id").typeName("int8").build(),
                        ColumnMetadata.builder().name("id").typeName("varchar").build())
                .records(List.of(
                        List.of(Field.fromLongValue(1L), Field.fromStringValue("a")),
                        List.of(Field.fromLongValue(2L), Field.fromIsNull(true))))
                .nextToken("second page")
                .build());
        client.pages.add(GetStatementResultResponse.builder()
                .records(List.of(List.of(Field.fromLongValue(3L), Field.fromStringValue("c"))))
                .build());
        QueryResult result = dataApi.read("s");
        assertThat(result.columns())
                .containsExactly(new QueryResult.Column("id", "int8"), new QueryResult.Column("id", "varchar"));
        assertThat(result.rows()).hasSize(3);
        assertThat(result.rows().get(1)).containsExactly("2", null);
        assertThat(result.rows().get(2)).containsExactly("3", "c");
        assertThat(((GetStatementResultRequest) client.asked.get(1)).nextToken())
                .isEqualTo("second page");
    }

    @Test
    void everyTypeOfValueIsText() {
        client.pages.add(GetStatementResultResponse.builder()
                .records(List.of(List.of(
                        Field.fromDoubleValue(1e10d),
                        Field.fromDoubleValue(Double.NaN),
                        Field.fromDoubleValue(Double.NEGATIVE_INFINITY),
                        Field.fromBooleanValue(true),
                        Field.fromBlobValue(SdkBytes.fromByteArray(new byte[] {1, (byte) 0xab})))))
                .build());
        assertThat(dataApi.read("s").rows().get(0)).containsExactly("10000000000", "NaN", "-Infinity", "true", "01ab");
    }

    @Test
    void onlyWhatWasLeftRunningIsCancelled() {
        client.statuses.addAll(List.of(StatusString.FINISHED, StatusString.STARTED));
        dataApi.await("done", (pause, waitingFor) -> {});
        assertThatThrownBy(() -> dataApi.await("left", (pause, waitingFor) -> {
                    throw new IllegalStateException("no time");
                }))
                .isInstanceOf(IllegalStateException.class);
        dataApi.cancelRunning();
        assertThat(client.asked.stream().filter(CancelStatementRequest.class::isInstance))
                .containsExactly(CancelStatementRequest.builder().id("left").build());
    }
}
