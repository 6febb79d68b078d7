package io.tillstream.standins.redshift;

import io.tillstream.standins.postgres.TestPrograms;
import io.tillstream.standins.postgres.WarehouseDatabase;
import io.tillstream.standins.process.FreePorts;
import io.tillstream.standins.s3.ObjectStore;
import io.tillstream.standins.s3.TestS3;
import io.tillstream.warehouse.Query;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.awaitility.Awaitility;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.SqlParameter;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;
import software.amazon.awssdk.services.s3.S3Client;

/** A whole warehouse on this machine, asked through the real SDK. */
public final class LocalRedshift implements AutoCloseable {
    static final int PAGE_ROWS = 7;
    private static final List<StatusString> ENDS =
            List.of(StatusString.FINISHED, StatusString.FAILED, StatusString.ABORTED);

    private final ObjectStore store;
    private final WarehouseDatabase database;
    private final DataApiServer server;
    private final RedshiftDataClient client;
    private final S3Client s3;

    public LocalRedshift(Path directory) throws Exception {
        this(directory, new DataApiServer.Limits(PAGE_ROWS, 500, ResultLimits.AWS, Clock.systemUTC()));
    }

    LocalRedshift(Path directory, DataApiServer.Limits limits) throws Exception {
        store = ObjectStore.start(directory.resolve("s3"), 0);
        s3 = TestS3.client(store.endpoint());
        s3.createBucket(b -> b.bucket("lake"));
        database = WarehouseDatabase.start(directory.resolve("pg"), TestPrograms.directory(), FreePorts.next());
        server = DataApiServer.start(0, database.access(WarehouseDatabase.WAREHOUSE), store.endpoint(), limits);
        client = RedshiftDataClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .build();
    }

    public RedshiftDataClient client() {
        return client;
    }

    /** Where the Data API answers. */
    public URI dataApi() {
        return server.endpoint();
    }

    /** Where the lake answers. */
    public URI lake() {
        return store.endpoint();
    }

    URI endpoint() {
        return server.endpoint();
    }

    /** The port of PostgreSQL itself, for clients that speak its protocol. */
    public int port() {
        return database.port();
    }

    /** PostgreSQL itself, below the Data API. */
    public WarehouseDatabase database() {
        return database;
    }

    public S3Client s3() {
        return s3;
    }

    public String submit(String sql) {
        return client.executeStatement(
                        b -> b.workgroupName("local").database("warehouse").sql(sql))
                .id();
    }

    public String submitBatch(String... sqls) {
        return client.batchExecuteStatement(b -> b.workgroupName("local")
                        .database("warehouse")
                        .clientToken(UUID.randomUUID().toString())
                        .sqls(sqls))
                .id();
    }

    public DescribeStatementResponse await(String id) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(120))
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> client.describeStatement(b -> b.id(id)), s -> ENDS.contains(s.status()));
    }

    /** Runs it and gives its end. */
    public DescribeStatementResponse run(String sql) {
        return await(submit(sql));
    }

    public DescribeStatementResponse runBatch(String... sqls) {
        return await(submitBatch(sqls));
    }

    /** Runs it, which must succeed. */
    public DescribeStatementResponse ok(String sql) {
        DescribeStatementResponse end = run(sql);
        if (end.status() != StatusString.FINISHED) {
            throw new AssertionError(sql + ": " + end.status() + " " + end.error());
        }
        return end;
    }

    /** Runs one of the project's queries with the defaults of its parameters; it must succeed. */
    public DescribeStatementResponse ok(Query query) {
        List<SqlParameter> parameters = query.values(Map.of()).entrySet().stream()
                .map(value -> SqlParameter.builder()
                        .name(value.getKey())
                        .value(value.getValue())
                        .build())
                .toList();
        DescribeStatementResponse end = await(client.executeStatement(b -> {
                    b.workgroupName("local").database("warehouse").sql(query.sql());
                    if (!parameters.isEmpty()) {
                        b.parameters(parameters);
                    }
                })
                .id());
        if (end.status() != StatusString.FINISHED) {
            throw new AssertionError(query.name() + ": " + end.status() + " " + end.error());
        }
        return end;
    }

    public List<List<Field>> rows(String sql) {
        String id = ok(sql).id();
        return client.getStatementResultPaginator(b -> b.id(id)).stream()
                .flatMap(page -> page.records().stream())
                .toList();
    }

    /** The one value of a query, as text. */
    public String value(String sql) {
        Field field = rows(sql).get(0).get(0);
        return field.isNull() != null && field.isNull()
                ? "null"
                : field.stringValue() != null ? field.stringValue() : String.valueOf(field.longValue());
    }

    @Override
    public void close() throws Exception {
        client.close();
        s3.close();
        server.close();
        database.close();
        store.close();
    }
}
