package io.tillstream.cli;

import io.tillstream.operations.aws.Target;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.machine.Part;
import io.tillstream.operations.query.Explanation;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.query.RowFilter;
import io.tillstream.operations.query.Suggestions;
import io.tillstream.operations.query.TableFormat;
import io.tillstream.warehouse.InvalidParameterException;
import io.tillstream.warehouse.Query;
import io.tillstream.warehouse.Warehouse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks the warehouse, through the Redshift Data API. */
@Command(
        name = "query",
        description = "Query the warehouse: run an analytics query by name, or your own SQL.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the answer was printed",
            "1:the warehouse refused the statement, or a component failed",
            "2:wrong usage, an unknown name or no data; on AWS, no credentials, no region or no such workgroup",
            "3:on AWS, access denied: somebody must grant it"
        },
        footerHeading = "%nDetails:%n",
        footer = {
            "  The query goes to the instance that is running on the data directory; if none is running, PostgreSQL",
            "  and the Data API are started for it. The SQL dialect is Redshift's, as far as PostgreSQL supports it.",
            "  With --target aws:NAME the query goes to Redshift, and nothing is started on this machine;",
            "  docs/how-to/operating-on-aws.md lists the permissions that you need. Ctrl-C cancels the statement.",
            "  Decimals are printed in plain digits without trailing zeros. Most queries take the parameters source",
            "  (one till system; all if omitted), since and until (days, both included).",
            "",
            "Examples:",
            "  ./tillstream query --list",
            "  ./tillstream query revenue_by_category --format csv",
            "  ./tillstream query top_customers --param top=3 --param since=2017-01-01",
            "  ./tillstream query top_customers --explain",
            "  ./tillstream query sales_growth_by_category --where category=Furniture --format markdown",
            "  ./tillstream query top_customers --show",
            "  ./tillstream query --sql \"SELECT COUNT(*) FROM sales.fact_sales WHERE source = :s\" --param s=superstore_us",
            "  ./tillstream query totals --target aws:tillstream-dev"
        })
public final class QueryCommand implements Callable<Integer> {
    /** What to ask: exactly one of these. */
    static final class What {
        @Parameters(
                paramLabel = "NAME",
                arity = "1",
                description = "Name of an analytics query; --list shows them all.")
        private String name;

        @Option(names = "--list", description = "Print every query's name and question.")
        private boolean list;

        @Option(names = "--sql", paramLabel = "SQL", description = "An SQL statement of your own.")
        private String sql;
    }

    @ArgGroup(exclusive = true, multiplicity = "1")
    private What what;

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "Value of a parameter; it is bound, never pasted into the SQL. Repeatable.")
    private Map<String, String> parameters = new LinkedHashMap<>();

    @Option(
            names = "--show",
            description = "Print the question that NAME answers, its columns, parameters and SQL, without running it.")
    private boolean show;

    @Option(
            names = "--explain",
            description =
                    "Print what NAME means in words: its question, the definition of each figure, its parameters.")
    private boolean explain;

    @Option(
            names = "--where",
            paramLabel = "COLUMN=VALUE",
            description =
                    "Print only the rows of the answer whose column has this value; shares and comparisons stay those of"
                            + " all rows. Repeatable.")
    private Map<String, String> rows = new LinkedHashMap<>();

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "table",
            description = "${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
    private TableFormat format;

    @Mixin
    private DataDirectoryOption data;

    @Mixin
    private TargetOptions where;

    @Override
    public Integer call() throws InterruptedException {
        Warehouse bundled = Warehouse.bundled();
        if (what.list) {
            if (show || explain || !parameters.isEmpty() || !rows.isEmpty()) {
                throw new CommandException.Usage(
                        "--list cannot be combined with --show, --explain, --param or --where, which are about one query."
                                + " Give its name instead.");
            }
            list(bundled);
            return 0;
        }
        if (explain) {
            System.out.print(Explanation.of(named(bundled, shown("--explain"))));
            return 0;
        }
        if (show) {
            System.out.print(description(named(bundled, shown("--show"))));
            return 0;
        }
        Question question = question(bundled);
        Target target = where.target();
        if (target instanceof Target.Aws aws) {
            return CommandRun.of(cleanup -> print(where.deployment(aws, cleanup).warehouse(), question));
        }
        return data.onPipeline(
                "query",
                Set.of(Part.WAREHOUSE),
                Set.of(),
                (pipeline, cleanup) -> print(pipeline.warehouse(), question));
    }

    private int print(QueryRunner warehouse, Question question) {
        System.out.print(format.render(new RowFilter(rows).of(warehouse.query(question.sql(), question.values()))));
        return 0;
    }

    private record Question(String sql, Map<String, String> values) {}

    private Question question(Warehouse bundled) {
        if (what.sql != null) {
            return new Question(what.sql, parameters);
        }
        Query query = named(bundled, what.name);
        try {
            return new Question(query.sql(), query.values(parameters));
        } catch (InvalidParameterException e) {
            throw new CommandException.Usage(
                    e.getMessage() + " ./tillstream query " + query.name() + " --show explains them.");
        }
    }

    private String shown(String option) {
        if (what.name == null) {
            throw new CommandException.Usage(option + " needs the NAME of a query.");
        }
        return what.name;
    }

    private static String description(Query query) {
        StringBuilder text = new StringBuilder();
        text.append("-- ").append(query.question()).append('\n');
        text.append("-- Columns: ").append(String.join(", ", query.columns())).append('\n');
        query.parameters()
                .forEach(parameter -> text.append(String.format(
                        Locale.ROOT,
                        "-- Parameter %s, default %s: %s (%s)%n",
                        parameter.parameterName(),
                        parameter.defaultText(),
                        parameter.meaning(),
                        parameter.form())));
        return text.append(query.sql()).append(";\n").toString();
    }

    private static void list(Warehouse bundled) {
        int width = bundled.analytics().stream()
                .mapToInt(query -> query.name().length())
                .max()
                .orElse(1);
        String topic = "";
        for (Query query : bundled.analytics()) {
            if (!query.topic().equals(topic)) {
                topic = query.topic();
                System.out.println((query == bundled.analytics().get(0) ? "" : "\n") + topic);
            }
            System.out.printf(Locale.ROOT, "  %-" + width + "s  %s%n", query.name(), query.question());
        }
    }

    private static Query named(Warehouse bundled, String name) {
        return bundled.analytics(name).orElseThrow(() -> {
            List<String> near = Suggestions.of(
                    name, bundled.analytics().stream().map(Query::name).toList());
            return new CommandException.Usage("There is no query " + name + "."
                    + (near.isEmpty() ? "" : " Did you mean " + String.join(", ", near) + "?")
                    + " ./tillstream query --list shows them all.");
        });
    }
}
