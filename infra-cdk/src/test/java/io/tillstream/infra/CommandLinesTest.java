package io.tillstream.infra;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tillstream.producer.cli.CliContext;
import io.tillstream.producer.cli.ProducerCommand;
import io.tillstream.producer.run.StopSignal;
import io.tillstream.writer.TopicMain;
import io.tillstream.writer.WriterMain;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/** What the tasks are started with is parsed here by the programs' own command lines. */
@RequiresNode
class CommandLinesTest {
    /** Stands for what is known at deployment only: addresses, zones, the account. */
    private static final String RESOLVED = "value-1:9098";

    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void programsKnowWhatTheyAreStartedWith(Synthesised environment) {
        List<List<String>> commands = commands(environment).toList();
        assertThat(commands).hasSize(environment == Synthesised.EVERYTHING ? 3 : 2);
        assertThat(commands).allSatisfy(command -> parse(command));
    }

    @Test
    void tillsAreSimulatedByTheCommandsPresentName() {
        ParseResult simulator = commands(Synthesised.EVERYTHING)
                .filter(command -> command.get(0).endsWith(".ProducerMain"))
                .map(CommandLinesTest::parse)
                .findFirst()
                .orElseThrow();
        assertThat(simulator.originalArgs().get(0)).isEqualTo("produce");
        assertThat(simulator.subcommand().commandSpec().name()).isEqualTo("produce");
    }

    /** Every MSK cluster has brokers in several zones; reading from one's own saves the transfer between them. */
    @ParameterizedTest
    @EnumSource(Synthesised.class)
    void theWriterReadsFromItsOwnZone(Synthesised environment) {
        ParseResult writer = commands(environment)
                .filter(command -> command.get(0).endsWith(".WriterMain"))
                .map(CommandLinesTest::parse)
                .findFirst()
                .orElseThrow();
        if (environment == Synthesised.EXISTING) {
            assertThat(writer.hasMatchedOption("--client-rack-by-zone")).isFalse();
            assertThat(environment.template("ingest").toString()).doesNotContain("DescribeAvailabilityZones");
        } else {
            assertThat((Map<?, ?>) writer.matchedOptionValue("--client-rack-by-zone", Map.of()))
                    .hasSize(3);
            assertThat(environment.template("ingest").toString())
                    .contains("use1-az1", "use1-az2", "use1-az4", "ZoneIds", "ec2:DescribeAvailabilityZones");
        }
    }

    /** Fails as the program would: wrong usage. */
    private static ParseResult parse(List<String> command) {
        String[] arguments = command.subList(1, command.size()).toArray(String[]::new);
        return program(command.get(0)).parseArgs(arguments);
    }

    private static CommandLine program(String main) {
        return switch (main) {
            case "io.tillstream.writer.TopicMain" -> new CommandLine(new TopicMain());
            case "io.tillstream.writer.WriterMain" -> new CommandLine(new WriterMain());
            case "io.tillstream.producer.ProducerMain" -> {
                PrintWriter nowhere = new PrintWriter(new StringWriter());
                yield ProducerCommand.commandLine(new CliContext(
                        settings -> {
                            throw new IllegalStateException("nothing is sent here");
                        },
                        Map.of(),
                        nowhere,
                        nowhere,
                        false,
                        new StopSignal()));
            }
            default -> throw new AssertionError("no such program: " + main);
        };
    }

    private static Stream<List<String>> commands(Synthesised environment) {
        return environment.resources("ingest", "AWS::ECS::TaskDefinition").stream()
                .flatMap(task -> StreamSupport.stream(
                        task.at("/Properties/ContainerDefinitions").spliterator(), false))
                .map(container -> {
                    List<String> command = new ArrayList<>();
                    container.path("Command").forEach(argument -> command.add(text(argument)));
                    return command;
                });
    }

    private static String text(JsonNode value) {
        if (value.isTextual()) {
            return value.asText();
        }
        JsonNode join = value.path("Fn::Join");
        if (join.isMissingNode()) {
            // Zones are told apart by the field that they come from, as on AWS by their names.
            return value.has("Fn::GetAtt") ? value.at("/Fn::GetAtt/1").asText() : RESOLVED;
        }
        List<String> parts = new ArrayList<>();
        join.path(1).forEach(part -> parts.add(text(part)));
        return String.join(join.path(0).asText(), parts);
    }
}
