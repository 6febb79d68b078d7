package io.tillstream.cli;

import java.util.concurrent.Callable;
import picocli.AutoComplete;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Prints a script that completes commands and options in bash and zsh. */
@Command(
        name = "completion",
        description = "Print a script that lets bash or zsh complete commands and options.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionProvider.class,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:the script was printed", "2:wrong usage"},
        footerHeading = "%nDetails:%n",
        footer = {
            "  The script completes ./tillstream and, if it is on the PATH, tillstream.",
            "",
            "Examples:",
            "  source <(./tillstream completion)",
            "  ./tillstream completion > ~/.local/share/bash-completion/completions/tillstream"
        })
public final class CompletionCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec;

    @Override
    public Integer call() {
        System.out.print(AutoComplete.bash(spec.root().name(), spec.root().commandLine()));
        System.out.println();
        return 0;
    }
}
