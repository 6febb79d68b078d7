package io.tillstream.cli;

import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.machine.Part;
import io.tillstream.operations.query.SqlPrompt;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Opens the local warehouse. */
@Command(
        name = "psql",
        description = "Open the local warehouse in psql, or in a plain prompt if psql is not installed.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the session ended",
            "1:a component failed",
            "2:wrong usage, or no data",
            "n:the exit code of psql"
        },
        footerHeading = "%nDetails:%n",
        footer = {
            "  psql talks to PostgreSQL directly, in PostgreSQL's dialect, bypassing the Redshift stand-in: it",
            "  accepts statements that Redshift would refuse. The plain prompt (and ./tillstream query --sql) goes",
            "  through the Redshift Data API. The schemas are sales, staging and ops; sales comes first in the search",
            "  path. \\q leaves either of them.",
            "",
            "Examples:",
            "  ./tillstream psql",
            "  ./tillstream psql -- -c 'SELECT COUNT(*) FROM fact_sales'",
            "  ./tillstream psql --plain"
        })
public final class PsqlCommand implements Callable<Integer> {
    @Parameters(paramLabel = "ARGUMENT", description = "Arguments for psql, after --.")
    private List<String> arguments = List.of();

    @Option(names = "--plain", description = "Use the plain prompt even if psql is installed.")
    private boolean plain;

    @Mixin
    private DataDirectoryOption data;

    @Override
    public Integer call() throws InterruptedException {
        Optional<Path> psql = plain ? Optional.empty() : onPath("psql", System.getenv("PATH"));
        if (psql.isEmpty() && !arguments.isEmpty()) {
            throw new CommandException.Usage("psql is not on the PATH, so " + arguments
                    + " cannot be passed to it. Install it (Debian: postgresql-client), or use ./tillstream"
                    + " query --sql.");
        }
        return data.onPipeline("psql", Set.of(Part.WAREHOUSE), Set.of(), (pipeline, cleanup) -> {
            if (psql.isPresent()) {
                return run(pipeline.psql(psql.get().toString(), arguments));
            }
            new SqlPrompt(
                            pipeline.warehouse()::query,
                            new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)),
                            System.out)
                    .run();
            return 0;
        });
    }

    private static int run(ProcessBuilder psql) throws InterruptedException {
        try {
            return psql.inheritIO().start().waitFor();
        } catch (IOException e) {
            throw new CommandException.Failed(psql.command().get(0) + " could not be started: " + e.getMessage(), e);
        }
    }

    static Optional<Path> onPath(String program, String path) {
        return Stream.of(path == null ? new String[0] : path.split(File.pathSeparator, -1))
                .filter(directory -> !directory.isBlank())
                .map(directory -> Path.of(directory, program))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
