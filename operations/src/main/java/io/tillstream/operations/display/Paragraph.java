package io.tillstream.operations.display;

/** Text that fits a terminal of 80 columns. */
public final class Paragraph {
    private static final int WIDTH = 79;

    private Paragraph() {}

    /**
     * Breaks a text at blanks; a word that is longer than a line stays whole.
     *
     * @param first text before the first line; the other lines are indented by its length
     * @return lines that end with a line feed
     */
    public static String of(String first, String text) {
        String indent = " ".repeat(first.length());
        StringBuilder lines = new StringBuilder();
        StringBuilder line = new StringBuilder(first);
        boolean empty = true;
        for (String word : text.strip().split("\\s+")) {
            if (!empty && line.length() + 1 + word.length() > WIDTH) {
                lines.append(line).append('\n');
                line.setLength(0);
                line.append(indent);
                empty = true;
            }
            line.append(empty ? "" : " ").append(word);
            empty = false;
        }
        return lines.append(line.toString().stripTrailing()).append('\n').toString();
    }
}
