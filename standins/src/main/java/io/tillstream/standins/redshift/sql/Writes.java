package io.tillstream.standins.redshift.sql;

import io.tillstream.standins.redshift.sql.Translation.Write;
import io.tillstream.standins.redshift.sql.Translation.Write.Kind;
import java.util.List;
import java.util.Optional;

/** Finds the table whose rows a statement changes. */
final class Writes {
    private Writes() {}

    static Optional<Write> of(List<Token> statement) {
        Cursor cursor = new Cursor(statement);
        if (cursor.accept("insert", "into")) {
            return Optional.of(write(cursor, Kind.APPEND));
        }
        if (cursor.accept("update") || cursor.accept("delete", "from") || cursor.accept("merge", "into")) {
            return Optional.of(write(cursor, Kind.CHANGE));
        }
        return Optional.empty();
    }

    private static Write write(Cursor cursor, Kind kind) {
        StringBuilder table = new StringBuilder();
        cursor.qualifiedName().forEach(t -> table.append(t.is(".") ? "." : ColumnDefinition.quoted(t.name())));
        return new Write(table.toString(), kind);
    }
}
