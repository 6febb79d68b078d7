package io.tillstream.standins.redshift.sql;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads the one form of COPY that the pipeline may use: a manifest of Parquet files, loaded with a role. */
final class CopyParser {
    private static final Set<String> NOT_WITH_COLUMNAR = Set.of(
            "maxerror",
            "ignoreallerrors",
            "acceptanydate",
            "compupdate",
            "region",
            "delimiter",
            "gzip",
            "bzip2",
            "zstd",
            "csv",
            "json",
            "escape",
            "quote",
            "ignoreheader",
            "blanksasnull",
            "emptyasnull",
            "dateformat",
            "timeformat",
            "truncatecolumns",
            "removequotes",
            "trimblanks",
            "encoding",
            "readratio",
            "roundec",
            "noload",
            "encrypted");
    private static final Set<String> NOT_EMULATED = Set.of(
            "statupdate",
            "fillrecord",
            "explicit_ids",
            "acceptinvchars",
            "serializetojson",
            "credentials",
            "access_key_id",
            "secret_access_key",
            "session_token");

    private CopyParser() {}

    static Translation.Copy parse(List<Token> tokens) {
        Cursor cursor = new Cursor(tokens);
        cursor.expect("copy");
        String table = cursor.qualifiedName().stream()
                .map(t -> t.is(".") ? "." : ColumnDefinition.quoted(t.name()))
                .collect(Collectors.joining());
        List<String> columns = cursor.sees("(") ? columns(cursor) : List.of();
        cursor.expect("from");
        String source = literal(cursor);
        if (!source.matches("s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]/.+")) {
            throw new RedshiftSqlException("COPY source '" + source + "' is not an object in Amazon S3");
        }
        boolean role = false;
        boolean parquet = false;
        boolean manifest = false;
        while (!cursor.atEnd()) {
            if (cursor.accept("iam_role")) {
                requireRole(literal(cursor));
                role = true;
            } else if (cursor.accept("manifest")) {
                manifest = true;
            } else if (cursor.accept("format")) {
                cursor.accept("as");
                cursor.expect("parquet");
                parquet = true;
            } else {
                throw refuse(cursor);
            }
        }
        if (!role) {
            throw new RedshiftSqlException("COPY needs credentials: IAM_ROLE 'arn:aws:iam::…:role/…'");
        }
        if (!parquet || !manifest) {
            throw RedshiftSqlException.notEmulated("COPY without FORMAT AS PARQUET MANIFEST");
        }
        return new Translation.Copy(table, columns, source);
    }

    private static List<String> columns(Cursor cursor) {
        return Cursor.splitAtCommas(cursor.bracketed()).stream()
                .map(column -> column.get(0).name())
                .toList();
    }

    private static String literal(Cursor cursor) {
        Token token = cursor.next();
        if (token.kind() != Token.Kind.STRING) {
            throw RedshiftSqlException.syntax(token.text());
        }
        return token.text().substring(1, token.text().length() - 1).replace("''", "'");
    }

    private static void requireRole(String role) {
        if (!role.matches("arn:aws[a-z-]*:iam::\\d{12}:role/[\\w+=,.@/-]+")) {
            throw new RedshiftSqlException("Invalid credentials. IAM_ROLE '" + role + "' is not the ARN of a role");
        }
    }

    private static RedshiftSqlException refuse(Cursor cursor) {
        Token option = cursor.next();
        if (NOT_WITH_COLUMNAR.contains(option.name())) {
            return new RedshiftSqlException(
                    option.text().toUpperCase(Locale.ROOT) + " argument is not supported for PARQUET based COPY");
        }
        if (NOT_EMULATED.contains(option.name())) {
            return RedshiftSqlException.notEmulated("COPY with " + option.text().toUpperCase(Locale.ROOT));
        }
        return RedshiftSqlException.syntax(option.text());
    }
}
