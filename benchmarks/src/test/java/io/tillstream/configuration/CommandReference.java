package io.tillstream.configuration;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Writes a program's options as Markdown, from what its command line itself says. */
final class CommandReference {
    private final StringBuilder page;

    CommandReference(StringBuilder page) {
        this.page = page;
    }

    /** Adds a program with its commands; hidden ones are left out. */
    void add(CommandLine program, String name, String level) {
        CommandSpec spec = program.getCommandSpec();
        page.append(level).append(" `").append(name).append("`\n");
        String[] description = spec.usageMessage().description();
        if (description.length > 0) {
            page.append(text(String.join(" ", description))).append("\n");
        }
        page.append("\n");
        List<OptionSpec> options = spec.options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                .toList();
        if (!options.isEmpty()) {
            page.append("| option | environment | default | meaning |\n| --- | --- | --- | --- |\n");
            options.forEach(this::add);
            page.append("\n");
        }
        program.getSubcommands().values().stream()
                .distinct()
                .filter(command -> !command.getCommandSpec().usageMessage().hidden())
                .forEach(command -> add(command, name + " " + command.getCommandName(), level + "#"));
    }

    private void add(OptionSpec option) {
        String label = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        page.append("| `")
                .append(cell(option.longestName() + label))
                .append("` | `")
                .append(environment(option))
                .append("` | ")
                .append(defaultOf(option))
                .append(" | ")
                .append(cell(text(meaning(option))))
                .append(" |\n");
    }

    private static String environment(OptionSpec option) {
        return "TILLSTREAM_"
                + option.longestName().substring(2).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    private static String defaultOf(OptionSpec option) {
        if (option.required()) {
            return "required";
        }
        String value = option.defaultValue();
        boolean none = value == null || value.isEmpty() || value.equals(CommandLine.Option.NULL_VALUE);
        return none ? "" : "`" + cell(value) + "`";
    }

    /** The default has a column of its own. */
    private static String meaning(OptionSpec option) {
        String meaning = Arrays.stream(option.description()).collect(Collectors.joining(" "));
        return option.defaultValue() == null
                ? meaning
                : meaning.replace(" (default: " + option.defaultValue() + ")", "");
    }

    private static String text(String description) {
        return description
                .replaceAll("@\\|\\S+ |\\|@", "")
                .replace("%n", " ")
                .replace("%%", "%")
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|");
    }
}
