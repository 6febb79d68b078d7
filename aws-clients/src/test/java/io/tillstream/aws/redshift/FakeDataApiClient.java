package io.tillstream.aws.redshift;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.BatchExecuteStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.CancelStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.CancelStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementRequest;
import software.amazon.awssdk.services.redshiftdata.model.ExecuteStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultRequest;
import software.amazon.awssdk.services.redshiftdata.model.GetStatementResultResponse;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

/** The SDK's client with given answers; keeps what it was asked. */
final class FakeDataApiClient implements RedshiftDataClient {
    final List<Object> asked = new ArrayList<>();
    final Deque<StatusString> statuses = new ArrayDeque<>();
    final Deque<GetStatementResultResponse> pages = new ArrayDeque<>();

    @Override
    public BatchExecuteStatementResponse batchExecuteStatement(BatchExecuteStatementRequest request) {
        asked.add(request);
        return BatchExecuteStatementResponse.builder().id("batch-1").build();
    }

    @Override
    public ExecuteStatementResponse executeStatement(ExecuteStatementRequest request) {
        asked.add(request);
        return ExecuteStatementResponse.builder().id("statement-1").build();
    }

    @Override
    public DescribeStatementResponse describeStatement(DescribeStatementRequest request) {
        asked.add(request);
        return DescribeStatementResponse.builder()
                .id(request.id())
                .status(statuses.remove())
                .build();
    }

    @Override
    public GetStatementResultResponse getStatementResult(GetStatementResultRequest request) {
        asked.add(request);
        return pages.remove();
    }

    @Override
    public CancelStatementResponse cancelStatement(CancelStatementRequest request) {
        asked.add(request);
        return CancelStatementResponse.builder().status(true).build();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
