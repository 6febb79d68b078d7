package io.tillstream.standins.spark;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.standins.process.TestJvm;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class JobLoopMainTest {
    @Test
    void runsJobsOneAfterTheOtherAndEndsWithItsParent() throws Exception {
        try (TestJvm loop = TestJvm.start(JobLoopMain.class)) {
            loop.writeLine(TestJob.class.getName() + "\t--lake-bucket\tlake\t--default-currency\tZürich $");
            assertThat(loop.readLine())
                    .isEqualTo("TILLSTREAM_RESULT [--lake-bucket, lake, --default-currency, Zürich $]");
            assertThat(loop.readLine()).isEqualTo("TILLSTREAM_JOB_DONE ok");
            loop.writeLine(TestJob.class.getName() + "\t--fail");
            assertThat(loop.readLine())
                    .isEqualTo("TILLSTREAM_JOB_DONE failed java.lang.IllegalArgumentException: broken chain");
            loop.writeLine(TestJob.class.getName());
            assertThat(loop.readLine()).isEqualTo("TILLSTREAM_RESULT []");
            assertThat(loop.readLine()).isEqualTo(JobLoopMain.DONE_OK);

            loop.closeStandardInput();

            assertThat(loop.endsWithin(20)).isTrue();
        }
    }

    @Test
    void reportsAClassThatIsNotThereOrHasNoMain() {
        assertThat(run("io.tillstream.Missing"))
                .isEqualTo("TILLSTREAM_JOB_DONE failed java.lang.ClassNotFoundException: io.tillstream.Missing");
        assertThat(run(JobLoopMainTest.class.getName()))
                .startsWith("TILLSTREAM_JOB_DONE failed java.lang.NoSuchMethod");
    }

    @Test
    void warmNeedsSparkOnTheClassPath() {
        assertThat(run(JobLoopMain.WARM))
                .isEqualTo(
                        "TILLSTREAM_JOB_DONE failed java.lang.ClassNotFoundException: org.apache.spark.sql.SparkSession");
    }

    private static String run(String line) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new JobLoopMain(new PrintStream(out, true, StandardCharsets.UTF_8)).run(line);
        return out.toString(StandardCharsets.UTF_8).strip();
    }
}
