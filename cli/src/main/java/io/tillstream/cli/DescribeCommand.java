package io.tillstream.cli;

import io.tillstream.operations.aws.Target;
import io.tillstream.operations.machine.Part;
import io.tillstream.operations.query.QueryRunner;
import io.tillstream.operations.query.Relations;
import io.tillstream.operations.query.TableFormat;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows what can be asked: tables, views, columns. */
@Command(
        name = "describe",
        description = "List the warehouse's tables and views, or the columns of one.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was printed",
            "1:a part failed",
            "2:wrong usage, an unknown name, no data; on AWS no credentials, no region, no such workgroup",
            "3:on AWS, access denied: somebody must grant it"
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  ./tillstream describe",
            "  ./tillstream describe fact_sales",
            "  ./tillstream describe sales.dim_product --target aws:tillstream-dev"
        })
public final class DescribeCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TABLE",
            description = "A table or view, with its schema or without; all where none is named.")
    private Optional<String> name = Optional.empty();

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
        Target target = where.target();
        if (target instanceof Target.Aws aws) {
            return CommandRun.of(cleanup -> print(where.deployment(aws, cleanup).warehouse()));
        }
        return data.onPipeline(
                "describe", Set.of(Part.WAREHOUSE), Set.of(), (pipeline, cleanup) -> print(pipeline.warehouse()));
    }

    private int print(QueryRunner warehouse) {
        Relations relations = new Relations(warehouse);
        System.out.print(format.render(name.map(relations::columns).orElseGet(relations::all)));
        return 0;
    }
}
