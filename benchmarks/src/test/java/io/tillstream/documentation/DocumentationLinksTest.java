package io.tillstream.documentation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every link between pages leads somewhere, and every page that code, messages or pages name by path exists. */
class DocumentationLinksTest {
    private static final Path ROOT = Path.of(System.getProperty("tillstream.root"));
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s]+)\\)");
    private static final Pattern NAMED = Pattern.compile("(?<![\\w/.-])docs/[\\w./-]*\\.md");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.+)$");
    private static final Set<String> SKIPPED =
            Set.of("target", ".git", ".m2", "node_modules", ".tillstream", "cdk.out");
    private static final Set<String> TEXT = Set.of("java", "md", "yml", "yaml", "json", "txt", "xml", "sql", "tds");

    @Test
    void everyLinkLeadsToAFileAndItsHeading() throws IOException {
        List<String> broken = new ArrayList<>();
        int links = 0;
        for (Path page : files("md")) {
            for (MatchResult link : LINK.matcher(withoutCode(page)).results().toList()) {
                String target = link.group(1);
                if (!target.contains(":")) {
                    links++;
                    if (!leadsSomewhere(page, target)) {
                        broken.add(ROOT.relativize(page) + " -> " + target);
                    }
                }
            }
        }
        assertThat(links).isGreaterThan(80);
        assertThat(broken).isEmpty();
    }

    @Test
    void everyPageThatIsNamedByItsPathExists() throws IOException {
        List<String> missing = new ArrayList<>();
        int named = 0;
        for (Path file : files()) {
            for (MatchResult page :
                    NAMED.matcher(Files.readString(file)).results().toList()) {
                named++;
                // A capital is a placeholder: docs/how-to/runbooks/NAME.md.
                if (!page.group().matches(".*/[A-Z]+\\.md") && !Files.exists(ROOT.resolve(page.group()))) {
                    missing.add(ROOT.relativize(file) + " names " + page.group());
                }
            }
        }
        assertThat(named).isGreaterThan(100);
        assertThat(missing).isEmpty();
    }

    private static boolean leadsSomewhere(Path page, String target) throws IOException {
        int hash = target.indexOf('#');
        String path = hash < 0 ? target : target.substring(0, hash);
        Path file = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        if (!Files.exists(file)) {
            return false;
        }
        return hash < 0 || headings(file).contains(target.substring(hash + 1));
    }

    /** The anchors that GitHub makes of a page's headings. */
    private static Set<String> headings(Path page) throws IOException {
        return HEADING.matcher(withoutCode(page))
                .results()
                .map(heading -> heading.group(1)
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .collect(Collectors.toSet());
    }

    private static String withoutCode(Path page) throws IOException {
        return Files.readString(page).replaceAll("(?s)```.*?```", "").replaceAll("(?m)^ {4}.*$", "");
    }

    private static List<Path> files(String extension) throws IOException {
        return files().stream()
                .filter(file -> file.toString().endsWith("." + extension))
                .toList();
    }

    private static List<Path> files() throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                return !directory.equals(ROOT)
                                && SKIPPED.contains(directory.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (TEXT.contains(name.substring(name.lastIndexOf('.') + 1))) {
                    found.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return found;
    }
}
