package io.tillstream.warehouse;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The connection files of docs/how-to/bi say what the warehouse has. */
class BiFilesTest {
    private static final Path DIRECTORY = Path.of("../docs/how-to/bi");
    private static final Pattern COLUMN = Pattern.compile(" AS ([a-z_]+),?\n");

    @ParameterizedTest
    @CsvSource({"tillstream-local.pbids,postgresql,127.0.0.1:19094", "tillstream-redshift.pbids,amazon-redshift,:5439"})
    void powerBiIsToldAServerAndADatabase(String file, String protocol, String server) throws Exception {
        JsonNode pbids = new ObjectMapper().readTree(DIRECTORY.resolve(file).toFile());
        JsonNode details = pbids.at("/connections/0/details");
        assertThat(pbids.get("version").asText()).isEqualTo("0.1");
        assertThat(details.get("protocol").asText()).isEqualTo(protocol);
        assertThat(details.at("/address/server").asText()).endsWith(server);
        assertThat(details.at("/address/database").asText()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({"tillstream-local.tds,postgres", "tillstream-redshift.tds,redshift"})
    void tableauIsToldEveryColumnOfTheWideView(String file, String connectionClass) throws Exception {
        Document tds = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(DIRECTORY.resolve(file).toFile());
        Element connection = (Element) tds.getElementsByTagName("connection").item(0);
        assertThat(connection.getAttribute("class")).isEqualTo(connectionClass);
        Element relation = (Element) tds.getElementsByTagName("relation").item(0);
        assertThat(relation.getAttribute("table")).isEqualTo("[sales].[wide_sales]");
        List<String> columns = new ArrayList<>();
        NodeList elements = tds.getElementsByTagName("column");
        for (int i = 0; i < elements.getLength(); i++) {
            columns.add(((Element) elements.item(i)).getAttribute("name").replaceAll("[\\[\\]]", ""));
        }
        String view = Warehouse.bundled().migrations().stream()
                .flatMap(migration -> migration.statements().stream())
                .filter(sql -> sql.startsWith("CREATE VIEW sales.wide_sales"))
                .reduce((earlier, later) -> later)
                .orElseThrow();
        assertThat(columns)
                .containsExactlyElementsOf(COLUMN.matcher(view.substring(0, view.indexOf("FROM sales.")))
                        .results()
                        .map((MatchResult column) -> column.group(1))
                        .toList());
    }
}
