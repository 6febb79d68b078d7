package io.tillstream.warehouse;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What this module holds: the migrations and the queries that analysts ask. Immutable. */
public final class Warehouse {
    private final List<String> bootstrap;
    private final List<Migration> migrations;
    private final List<Query> analytics;

    private Warehouse(List<String> bootstrap, List<Migration> migrations, List<Query> analytics) {
        this.bootstrap = bootstrap;
        this.migrations = migrations;
        this.analytics = analytics;
    }

    /**
     * Reads the files of this module.
     *
     * @throws IllegalArgumentException if one breaks the rules of its kind, or a migration's number is not its place
     */
    public static Warehouse bundled() {
        List<Migration> migrations = Resources.lines("migrations/index.txt").stream()
                .map(file -> Migration.parse(file, Resources.text("migrations/" + file)))
                .toList();
        for (int i = 0; i < migrations.size(); i++) {
            if (migrations.get(i).version() != i + 1) {
                throw new IllegalArgumentException(
                        "migrations/index.txt: " + migrations.get(i).name() + " is at place " + (i + 1));
            }
        }
        List<Query> analytics = analyticsInOrder();
        return new Warehouse(
                SqlScript.statements("bootstrap.sql", Resources.text("migrations/bootstrap.sql")),
                migrations,
                analytics);
    }

    /** Reads the index: a line is the name of a query, or {@code # } and the topic of those that follow. */
    private static List<Query> analyticsInOrder() {
        List<Query> queries = new ArrayList<>();
        String topic = "";
        for (String line : Resources.lines("analytics/index.txt")) {
            if (line.startsWith("# ")) {
                topic = line.substring(2);
            } else {
                queries.add(Query.parse(line, topic, QueryParts.resolve(Resources.text("analytics/" + line + ".sql"))));
            }
        }
        return List.copyOf(queries);
    }

    /** Returns the statements that create {@code ops.migrations} where it is missing; safe to repeat. */
    public List<String> bootstrap() {
        return bootstrap;
    }

    /** Returns the migrations, in the order in which they are applied. */
    public List<Migration> migrations() {
        return migrations;
    }

    /** Returns the analytics queries, {@code totals} first. */
    public List<Query> analytics() {
        return analytics;
    }

    /** Returns the analytics query of that name, or nothing where there is none. */
    public Optional<Query> analytics(String name) {
        return analytics.stream().filter(query -> query.name().equals(name)).findFirst();
    }
}
