package io.tillstream.standins.redshift;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import software.amazon.awssdk.services.redshiftdata.model.DescribeStatementResponse;
import software.amazon.awssdk.services.redshiftdata.model.Field;
import software.amazon.awssdk.services.redshiftdata.model.StatusString;

/** Every line of docs/reference/redshift-differences.md is what the stand-in does. */
class RedshiftDifferencesTest {
    private static final List<String> WITH_STATEMENTS = List.of(
            "Runs as on Redshift", "Refused as on Redshift", "Refused here, though Redshift has it", "Different here");
    private static final String WITH_TESTS = "Data API, COPY and transactions";

    @TempDir
    static Path directory;

    private DifferencesPage page;

    @TestFactory
    Stream<DynamicTest> everyStatement() throws Exception {
        page = DifferencesPage.read();
        LocalRedshift redshift = new LocalRedshift(directory);
        page.setUp().forEach(redshift::ok);
        return WITH_STATEMENTS.stream()
                .flatMap(heading -> page.table(heading).stream())
                .map(row -> dynamicTest("line " + row.line(), () -> {
                    boolean difference = row.cells().size() == 4;
                    String sql = row.cells().get(difference ? 1 : 0);
                    assertThat(answer(redshift, sql))
                            .as(sql)
                            .matches(pattern(row.cells().get(difference ? 3 : 1)));
                }))
                .onClose(() -> close(redshift));
    }

    /** An ellipsis stands for any text, and an error may go on. */
    private static Pattern pattern(String expected) {
        String exact =
                Arrays.stream(expected.split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.compile(expected.startsWith("ERROR") ? exact + ".*" : exact, Pattern.DOTALL);
    }

    private static String answer(LocalRedshift redshift, String sql) {
        DescribeStatementResponse end = redshift.run(sql);
        if (end.status() != StatusString.FINISHED) {
            return end.error();
        }
        if (!Boolean.TRUE.equals(end.hasResultSet())) {
            return "ok";
        }
        return redshift.client().getStatementResult(b -> b.id(end.id())).records().stream()
                .map(row -> row.stream().map(RedshiftDifferencesTest::text).collect(Collectors.joining(", ")))
                .collect(Collectors.joining(" / "));
    }

    private static String text(Field field) {
        return switch (field.type()) {
            case IS_NULL -> "null";
            case STRING_VALUE -> field.stringValue();
            case LONG_VALUE -> field.longValue().toString();
            case DOUBLE_VALUE -> field.doubleValue().toString();
            case BOOLEAN_VALUE -> field.booleanValue().toString();
            case BLOB_VALUE, UNKNOWN_TO_SDK_VERSION -> throw new AssertionError(field);
        };
    }

    private static void close(LocalRedshift redshift) {
        try {
            redshift.close();
        } catch (Exception failure) {
            throw new AssertionError(failure);
        }
    }

    @Test
    void everyOtherLineNamesTestsThatExist() throws Exception {
        page = DifferencesPage.read();
        assertThat(page.headings()).containsAll(WITH_STATEMENTS).contains(WITH_TESTS);
        for (DifferencesPage.Row row : page.table(WITH_TESTS)) {
            String tests = row.cells().get(row.cells().size() - 1);
            assertThat(tests).as("line " + row.line()).isNotBlank();
            for (String test : tests.replace("`", "").split(", ")) {
                assertThat(exists(test)).as("line " + row.line() + ": " + test).isTrue();
            }
        }
    }

    private static boolean exists(String test) throws ClassNotFoundException {
        String[] names = test.split("\\.");
        for (String place : List.of("", "copy.", "sql.")) {
            String name = RedshiftDifferencesTest.class.getPackageName() + "." + place + names[0];
            try {
                for (Method method : Class.forName(name).getDeclaredMethods()) {
                    if (method.getName().equals(names[1]) && AnnotationSupport.isAnnotated(method, Testable.class)) {
                        return true;
                    }
                }
            } catch (ClassNotFoundException elsewhere) {
                continue;
            }
        }
        return false;
    }
}
