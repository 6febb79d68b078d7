package io.tillstream.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import io.tillstream.benchmarks.BenchmarksMain;
import io.tillstream.cli.TillstreamMain;
import io.tillstream.producer.cli.CliContext;
import io.tillstream.producer.cli.ProducerCommand;
import io.tillstream.producer.kafka.KafkaEventSink;
import io.tillstream.producer.run.StopSignal;
import io.tillstream.writer.TopicMain;
import io.tillstream.writer.WriterMain;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Keeps {@code docs/reference/configuration.md} true: it is what the programs say about themselves. */
class ConfigurationPageTest {
    @Test
    void thePageIsWhatTheProgramsSay() throws IOException {
        Path root = Path.of(System.getProperty("tillstream.root"));
        Path page = root.resolve("docs/reference/configuration.md");
        String generated = generate();
        Path copy = Files.writeString(root.resolve("benchmarks/target/configuration.md"), generated);

        assertThat(Files.exists(page) ? Files.readString(page) : "")
                .as("an option has changed: cp %s %s", root.relativize(copy), root.relativize(page))
                .isEqualTo(generated);
    }

    private static String generate() {
        StringBuilder page = new StringBuilder("""
                # Configuration

                Generated from the programs' own options by `ConfigurationPageTest`, which fails where this page differs.

                The option wins over the environment variable. A setting that cannot be right ends the program with exit code 2 and a message
                that names it. Region, credentials and endpoints of AWS are those of the SDK's default chains (`AWS_REGION`, `AWS_ENDPOINT_URL_S3`, …).
                The Lambdas read their environment ([warehouse.md](../explanation/warehouse.md)), the Glue jobs their arguments ([silver.md](../explanation/silver.md), [gold.md](../explanation/gold.md)),
                the CDK app its context ([deploy.md](../how-to/deploy.md)).

                """);
        CommandReference reference = new CommandReference(page);
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        CliContext context =
                new CliContext(KafkaEventSink::connect, Map.of(), nowhere, nowhere, false, new StopSignal());
        reference.add(new CommandLine(new WriterMain()), "s3-writer", "##");
        reference.add(new CommandLine(new TopicMain()), "s3-writer-topic", "##");
        reference.add(ProducerCommand.commandLine(context), "producer", "##");
        reference.add(TillstreamMain.commandLine(Map.of()), "./tillstream", "##");
        reference.add(BenchmarksMain.commandLine(), "./benchmarks/run", "##");
        return page.toString().stripTrailing() + "\n";
    }
}
