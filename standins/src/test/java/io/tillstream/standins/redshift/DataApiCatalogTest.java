package io.tillstream.standins.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.redshiftdata.RedshiftDataClient;
import software.amazon.awssdk.services.redshiftdata.model.ColumnMetadata;
import software.amazon.awssdk.services.redshiftdata.model.DatabaseConnectionException;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;
import software.amazon.awssdk.services.redshiftdata.model.ValidationException;

@ExtendWith(SharedRedshift.class)
class DataApiCatalogTest {
    private static LocalRedshift redshift;
    private static RedshiftDataClient client;

    @BeforeAll
    static void start(LocalRedshift shared) throws Exception {
        redshift = shared;
        client = redshift.client();
        redshift.ok("CREATE SCHEMA shop");
        redshift.ok(
                "CREATE TABLE shop.till (id BIGINT NOT NULL, name VARCHAR(40) DEFAULT 'none', price DECIMAL(18,6))");
        redshift.ok("CREATE TABLE shop.t_ll (id BIGINT)");
        redshift.ok("CREATE VIEW shop.tills AS SELECT id FROM shop.till");
    }

    @Test
    void listsDatabasesSchemasAndTables() {
        assertThat(client.listDatabases(b -> b.workgroupName("local").database("warehouse"))
                        .databases())
                .containsExactly("warehouse");
        assertThat(client.listSchemas(b -> b.workgroupName("local").database("warehouse"))
                        .schemas())
                .contains("information_schema", "pg_catalog", "public", "shop")
                .doesNotContain("redshift_shim");
        assertThat(client.listSchemas(b ->
                                b.workgroupName("local").database("warehouse").schemaPattern("sh_%"))
                        .schemas())
                .containsExactly("shop");
        assertThat(client.listTables(b ->
                                b.workgroupName("local").database("warehouse").schemaPattern("shop"))
                        .tables())
                .extracting(t -> t.schema() + "." + t.name() + " " + t.type())
                .containsExactly("shop.t_ll TABLE", "shop.till TABLE", "shop.tills VIEW");
        assertThat(client.listTables(b -> b.workgroupName("local").database("warehouse"))
                        .tables())
                .extracting(t -> t.schema() + "." + t.name() + " " + t.type())
                .contains("pg_catalog.sys_query_history SYSTEM VIEW", "shop.till TABLE")
                .noneMatch(name -> name.contains("redshift_shim"));
    }

    @Test
    void listsFinishedStatementsByName() {
        for (String sql : List.of("SELECT 1", "SELECT 2", "SELECT nothing_of_that_name")) {
            redshift.await(client.executeStatement(b -> b.workgroupName("local")
                            .database("warehouse")
                            .statementName("listed-" + sql.length())
                            .sql(sql))
                    .id());
        }

        assertThat(client.listStatements(b -> b.statementName("listed-")).statements())
                .extracting(s -> s.queryString())
                .containsExactly("SELECT 2", "SELECT 1");
        assertThat(client.listStatementsPaginator(b -> b.statementName("listed-")
                                .status(StatusString.ALL)
                                .maxResults(2))
                        .statements())
                .hasSize(3);
        assertThat(client.listStatements(b -> b.statementName("listed-")
                                .workgroupName("local")
                                .database("warehouse"))
                        .statements())
                .hasSize(2);
        assertThat(client.listStatements(b -> b.statementName("listed-").workgroupName("other"))
                        .statements())
                .isEmpty();
        assertThat(client.listStatements(b -> b.statementName("listed-").status(StatusString.FAILED))
                        .statements())
                .hasSize(1);
        assertThatThrownBy(() -> client.listStatements(b -> b.status("LOST"))).isInstanceOf(ValidationException.class);
    }

    @Test
    void pagesItsLists() {
        assertThat(client
                        .listTablesPaginator(b -> b.workgroupName("local")
                                .database("warehouse")
                                .schemaPattern("shop")
                                .maxResults(2))
                        .stream()
                        .map(page -> page.tables().size()))
                .containsExactly(2, 1);
    }

    @Test
    void describesATable() {
        var described = client.describeTable(b ->
                b.workgroupName("local").database("warehouse").schema("shop").table("till"));

        assertThat(described.tableName()).isEqualTo("till");
        assertThat(described.columnList())
                .extracting(
                        ColumnMetadata::name,
                        ColumnMetadata::typeName,
                        ColumnMetadata::nullable,
                        ColumnMetadata::precision)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("id", "bigint", 0, 0),
                        org.assertj.core.groups.Tuple.tuple("name", "character varying", 1, 40),
                        org.assertj.core.groups.Tuple.tuple("price", "numeric", 1, 18));
        assertThat(described.columnList().get(1).columnDefault()).startsWith("'none'");
        assertThat(described.columnList().get(2).scale()).isEqualTo(6);
        // An underscore in a name is no pattern.
        assertThat(client.describeTable(b -> b.workgroupName("local")
                                .database("warehouse")
                                .schema("shop")
                                .table("t_ll"))
                        .columnList())
                .hasSize(1);
    }

    @Test
    void refusesWhatAwsRefuses() {
        assertThatThrownBy(() -> client.listTables(b -> b.workgroupName("local").database("dev")))
                .isInstanceOf(DatabaseConnectionException.class)
                .hasMessageContaining("database \"dev\" does not exist");
        assertThatThrownBy(() -> client.listSchemas(b -> b.database("warehouse")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("WorkgroupName");
        assertThatThrownBy(() ->
                        client.listSchemas(b -> b.workgroupName("Not Allowed").database("warehouse")))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("pattern");
        assertThatThrownBy(() -> client.listTables(
                        b -> b.workgroupName("local").clusterIdentifier("both").database("warehouse")))
                .isInstanceOf(ValidationException.class);
        assertThatThrownBy(() -> client.listTables(
                        b -> b.workgroupName("local").database("warehouse").maxResults(1001)))
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("1000");
    }

    @Test
    void anUnsignedRequestIsRefused() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(redshift.endpoint())
                .header("X-Amz-Target", "RedshiftData.ListStatements")
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();

        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.body()).contains("MissingAuthenticationTokenException");
    }
}
