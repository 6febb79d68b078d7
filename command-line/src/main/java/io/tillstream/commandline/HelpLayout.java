package io.tillstream.commandline;

import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Lays out the help pages for a terminal of 80 columns: prose is wrapped once, long examples continue on the next line. */
public final class HelpLayout {
    /** Columns of a help page. */
    public static final int WIDTH = 80;

    private static final String INDENT = "  ";
    private static final String CONTINUATION = " \\";

    private HelpLayout() {}

    /** Lays out the pages of a command and of all its subcommands. */
    public static void apply(CommandLine command) {
        UsageMessageSpec usage = command.getCommandSpec().usageMessage();
        usage.width(WIDTH);
        usage.footer(fill(List.of(usage.footer())).toArray(String[]::new));
        command.getSubcommands().values().forEach(HelpLayout::apply);
    }

    /** Wraps paragraphs of prose, and breaks commands where the shell allows a continuation. */
    static List<String> fill(List<String> lines) {
        List<String> filled = new ArrayList<>();
        StringBuilder paragraph = new StringBuilder();
        for (String line : lines) {
            boolean prose = line.startsWith(INDENT) && !isCommand(line);
            if (!prose) {
                flush(paragraph, filled);
                filled.addAll(isCommand(line) ? wrap(line, CONTINUATION) : wrap(line, ""));
            } else {
                paragraph.append(paragraph.isEmpty() ? "" : " ").append(line.strip());
            }
        }
        flush(paragraph, filled);
        return filled;
    }

    private static boolean isCommand(String line) {
        return line.startsWith("  ./tillstream ") || line.startsWith("  source ");
    }

    private static void flush(StringBuilder paragraph, List<String> filled) {
        if (!paragraph.isEmpty()) {
            filled.addAll(wrap(INDENT + paragraph, ""));
            paragraph.setLength(0);
        }
    }

    /** Breaks a line at blanks; a word that is longer than a line stays whole. */
    private static List<String> wrap(String line, String continuation) {
        List<String> wrapped = new ArrayList<>();
        String indent = line.startsWith(INDENT) ? INDENT : "";
        String rest = line;
        // One column less than there is: picocli breaks a line that fills the last one.
        int room = WIDTH - 1;
        while (rest.length() > room) {
            int last = room - continuation.length();
            // A command is better broken before an option than between an option and its value.
            int option = continuation.isEmpty() ? -1 : rest.lastIndexOf(" --", last);
            int end = option > indent.length() ? option : rest.lastIndexOf(' ', last);
            if (end <= indent.length()) {
                break;
            }
            wrapped.add(rest.substring(0, end).stripTrailing() + continuation);
            rest = (continuation.isEmpty() ? indent : indent + "    ")
                    + rest.substring(end).strip();
        }
        wrapped.add(rest);
        return wrapped;
    }
}
