package io.tillstream.standins.redshift;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/** The operations of the Data API that list databases, schemas, tables and columns. */
final class Catalog {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int MAX_RESULTS = 1000;
    private static final String ALL = "%";
    /** Callers see the relations of the shims in pg_catalog, where Redshift has its system relations. */
    private static final String RELATIONS = """
            select case n.nspname when 'redshift_shim' then 'pg_catalog' else n.nspname end as schema_name, c.relname,
                   case when n.nspname = 'redshift_shim' then 'SYSTEM VIEW' when c.relkind = 'r' then 'TABLE' else 'VIEW' end as type,
                   c.oid
            from pg_class c join pg_namespace n on n.oid = c.relnamespace
            where c.relkind in ('r', 'v', 'm') and c.relpersistence = 'p'
              and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast')
              and (n.nspname <> 'redshift_shim' or c.relname ~ '^(sys|svv)_|^pg_table_def$')
            """;

    private static final String SCHEMAS = "select nspname from pg_namespace"
            + " where nspname !~ '^pg_(toast|temp)' and nspname <> 'redshift_shim' and nspname like ? order by 1";
    private static final String TABLES = "select relname, type, schema_name from (" + RELATIONS
            + ") as r where schema_name like ? and relname like ? order by schema_name, relname";
    private static final String COLUMNS = "select a.attname, format_type(a.atttypid, null), a.atttypmod, a.attnotnull,"
            + " pg_get_expr(d.adbin, d.adrelid), r.schema_name, r.relname, t.typname from (" + RELATIONS + ") as r"
            + " join pg_attribute a on a.attrelid = r.oid join pg_type t on t.oid = a.atttypid"
            + " left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum"
            + " where a.attnum > 0 and not a.attisdropped and r.schema_name like ? and r.relname like ?"
            + " order by r.schema_name, r.relname, a.attnum";

    private final DataSource warehouse;

    /** Makes one entry of an answer of a row. */
    @FunctionalInterface
    private interface Entry {
        void add(ResultSet row, ArrayNode entries) throws SQLException;
    }

    Catalog(DataSource warehouse) {
        this.warehouse = warehouse;
    }

    ObjectNode databases(ObjectNode request) throws DataApiException {
        return list(
                request,
                "Databases",
                "select datname from pg_database where datname = current_database()",
                List.of(),
                (row, entries) -> entries.add(row.getString(1)));
    }

    ObjectNode schemas(ObjectNode request) throws DataApiException {
        List<String> pattern = List.of(pattern(request, "SchemaPattern"));
        return list(request, "Schemas", SCHEMAS, pattern, (row, entries) -> entries.add(row.getString(1)));
    }

    ObjectNode tables(ObjectNode request) throws DataApiException {
        List<String> patterns = List.of(pattern(request, "SchemaPattern"), pattern(request, "TablePattern"));
        return list(
                request,
                "Tables",
                TABLES,
                patterns,
                (row, entries) -> entries.addObject()
                        .put("name", row.getString(1))
                        .put("type", row.getString(2))
                        .put("schema", row.getString(3)));
    }

    ObjectNode columns(ObjectNode request) throws DataApiException {
        List<String> names = List.of(exactly(request, "Schema"), exactly(request, "Table"));
        ObjectNode answer = list(request, "ColumnList", COLUMNS, names, (row, entries) -> entries.add(column(row)));
        if (request.hasNonNull("Table")) {
            answer.put("TableName", request.path("Table").asText());
        }
        return answer;
    }

    private static ObjectNode column(ResultSet row) throws SQLException {
        int typmod = row.getInt(3);
        boolean decimal = row.getString(8).equals("numeric") && typmod > 4;
        boolean text = row.getString(8).matches("varchar|bpchar") && typmod > 4;
        boolean number = row.getString(8).matches("int[248]|numeric|float[48]");
        int precision = decimal ? typmod - 4 >> 16 & 0xffff : text ? typmod - 4 : 0;
        ObjectNode column = JSON.objectNode();
        column.put("name", row.getString(1)).put("label", row.getString(1));
        column.put("typeName", row.getString(2));
        column.put("nullable", row.getBoolean(4) ? 0 : 1);
        if (row.getString(5) != null) {
            column.put("columnDefault", row.getString(5));
        }
        column.put("schemaName", row.getString(6)).put("tableName", row.getString(7));
        column.put("precision", precision).put("length", text ? precision : 0);
        column.put("scale", decimal ? typmod - 4 & 0x7ff : 0);
        column.put("isSigned", number).put("isCurrency", false).put("isCaseSensitive", text);
        return column;
    }

    private static String pattern(ObjectNode request, String field) {
        return request.path(field).asText(ALL);
    }

    private static String exactly(ObjectNode request, String field) {
        return request.hasNonNull(field) ? request.path(field).asText().replaceAll("([%_\\\\])", "\\\\$1") : ALL;
    }

    private ObjectNode list(ObjectNode request, String name, String sql, List<String> values, Entry entry)
            throws DataApiException {
        Targets.workgroup(request);
        int size = request.path("MaxResults").asInt(MAX_RESULTS);
        if (size < 0 || size > MAX_RESULTS) {
            throw DataApiException.validation("MaxResults must be 0 to " + MAX_RESULTS);
        }
        ArrayNode all = read(request, sql, values, entry);
        int from = Paging.offset(request, all.size());
        int to = Math.min(all.size(), from + (size == 0 ? MAX_RESULTS : size));
        ObjectNode answer = JSON.objectNode();
        List<com.fasterxml.jackson.databind.JsonNode> page = new ArrayList<>();
        all.forEach(page::add);
        answer.putArray(name).addAll(page.subList(from, to));
        return Paging.withNext(answer, to, all.size());
    }

    private ArrayNode read(ObjectNode request, String sql, List<String> values, Entry entry) throws DataApiException {
        String database = Submission.required(request, "Database");
        ArrayNode all = JSON.arrayNode();
        try (Connection connection = warehouse.getConnection()) {
            for (String named :
                    List.of(database, request.path("ConnectedDatabase").asText(database))) {
                if (!named.equals(connection.getCatalog())) {
                    throw DataApiException.noConnection("FATAL: database \"" + named + "\" does not exist");
                }
            }
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < values.size(); i++) {
                    statement.setString(i + 1, values.get(i));
                }
                try (ResultSet result = statement.executeQuery()) {
                    while (result.next()) {
                        entry.add(result, all);
                    }
                }
            }
            return all;
        } catch (SQLException failure) {
            throw DataApiException.internal(failure.getMessage());
        }
    }
}
