package io.tillstream.producer.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.lake.SourceRun;
import io.tillstream.producer.SharedData;
import io.tillstream.producer.run.StopSignal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReplayCommandTest {
    private static final String HEADER = "day,id,qty,o\n";

    @TempDir
    private Path directory;

    private final TestProgram program = new TestProgram();
    private String mapping;
    private Path file;

    @BeforeEach
    void writeFiles() throws IOException {
        mapping = Files.writeString(directory.resolve("shop.yaml"), """
                        mapping: shop
                        source: shop
                        identity: row
                        format: {type: csv}
                        fields: {order_ts: day, product_id: id, quantity: qty, order_id: o}
                        """).toString();
        file = write("s.csv", HEADER + rows(1, 10));
    }

    @Test
    void aReplayFromARowSendsTheVeryEventsOfAWholeOne() {
        replay(file.toString());
        List<String> whole = List.copyOf(program.events);

        for (int row = 1; row <= 11; row++) {
            assertThat(replay("--from-row", Integer.toString(row), file.toString()))
                    .isZero();
            assertThat(program.events)
                    .as("from row " + row + ", in the middle of an order too")
                    .isEqualTo(whole.subList(row - 1, 10));
        }
    }

    @Test
    void anArrayOfTheSourceIsOneRecordWithTheEventsOfItsGoodElements() throws IOException {
        Path messages = write("m.jsonl", """
                [{"day":"2024-01-01","id":"a","qty":1,"o":"x"},{"day":"2024-01-01","id":"b","qty":1,"o":"y"}]
                {"day":"2024-01-01","id":"c","qty":1,"o":"z"}
                [{"day":"never","id":"d","qty":1,"o":"z"},{"day":"2024-01-01","id":"e","qty":1,"o":"z"}]
                [{"day":"2024-01-01","id":"f","qty":1,"o":"v"},{"day":"no","id":"g","qty":1,"o":"v"},{"day":"2024-01-01","id":"h","qty":1,"o":"v"}]
                """);
        mapping = Files.writeString(directory.resolve("till.yaml"), """
                        mapping: till
                        source: till
                        identity: row
                        format: {type: json_lines}
                        fields: {order_ts: day, product_id: id, quantity: qty, order_id: o}
                        """).toString();

        assertThat(replay(
                        "--allow-rejects",
                        "--rejects",
                        directory.resolve("rejects.jsonl").toString(),
                        messages.toString()))
                .as(program.err.toString())
                .isZero();

        assertThat(program.events).extracting(ReplayCommandTest::products).containsExactly("a b", "c", "e", "f h");
        assertThat(program.events).extracting(event -> event.charAt(0)).containsExactly('[', '{', '{', '[');
        assertThat(program.result().get("read").asLong()).isEqualTo(8);
        assertThat(program.result().get("sent").asLong()).isEqualTo(6);
        assertThat(program.result().get("rejected").asLong()).isEqualTo(2);
    }

    private static String products(String json) {
        try {
            return String.join(" ", new ObjectMapper().readTree(json).findValuesAsText("product_id"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void theLedgerSaysWhatEveryRunHasReadSentAndRejected() throws IOException {
        Path ledger = directory.resolve("runs/ledger.jsonl");
        Path rejects = directory.resolve("rejects.jsonl");
        Files.writeString(file, "1,2,3,4,5,6,7,8\n", StandardOpenOption.APPEND);
        String[] options = {
            "--ledger", ledger.toString(), "--rejects", rejects.toString(), "--allow-rejects", file.toString()
        };

        assertThat(replay(options)).as(program.err.toString()).isZero();
        long afterFirst = Files.size(rejects);
        program.failingAfter(4);
        assertThat(replay(options)).isEqualTo(1);

        List<SourceRun> lines =
                Files.readAllLines(ledger).stream().map(SourceRun::parse).toList();
        assertThat(lines)
                .extracting(SourceRun::state)
                .containsExactly(
                        SourceRun.State.STARTED, SourceRun.State.DONE, SourceRun.State.STARTED, SourceRun.State.FAILED);
        SourceRun done = lines.get(1);
        assertThat(done.run())
                .isEqualTo(lines.get(0).run())
                .isNotEqualTo(lines.get(2).run());
        assertThat(done.read()).isEqualTo(done.sent() + 1);
        assertThat(done.rejected()).isEqualTo(1);
        assertThat(done.fromStart()).isTrue();
        assertThat(done.files()).containsExactly(file.toAbsolutePath().toString());
        assertThat(lines.get(3).rejectsFrom()).isEqualTo(afterFirst);
    }

    @Test
    void allSourcesAreCheckedAtOnceAndNothingIsSent() throws IOException {
        Path list = Files.writeString(
                directory.resolve("list"),
                String.join(
                                "\0",
                                "--source",
                                mapping + "=" + file,
                                "--source",
                                "nowhere=" + file,
                                "--catalogue",
                                mapping + "=" + file)
                        + "\0");

        assertThat(program.run("check-sources", list.toString())).isEqualTo(2);

        assertThat(program.err.toString().lines()).hasSize(2);
        assertThat(program.err.toString()).contains("no mapping 'nowhere'", "kind: catalogue");
        assertThat(program.opened()).isZero();
        Files.writeString(list, "--source\0" + mapping + "=" + file + "\0");
        assertThat(program.run("check-sources", list.toString())).isZero();
    }

    @Test
    void rowsAreCountedThroughAllFiles() throws IOException {
        Path second = write("t.csv", HEADER + rows(1, 3));

        assertThat(replay("--from-row", "12", file.toString(), second.toString()))
                .isZero();

        assertThat(program.events).hasSize(2).allMatch(event -> event.contains("\"product_id\":\"p"));
        assertThat(program.result().get("read").asLong()).isEqualTo(2);
        assertThat(program.result().get("passed_over").asLong()).isEqualTo(11);
    }

    @Test
    void whatCtrlCEndsGoesOnWhereItStoodAndNoRowIsSentTwiceOrLeftOut() throws IOException {
        replay(file.toString());
        List<String> whole = List.copyOf(program.events);
        List<String> sent = new ArrayList<>();

        program.stoppingAfter(3);
        int code = CliContext.STOPPED;
        while (code == CliContext.STOPPED) {
            code = replay("--resume", directory.resolve("r.json").toString(), file.toString());
            sent.addAll(program.events);
            if (code == CliContext.STOPPED) {
                assertThat(program.result().get("status").asText()).isEqualTo("stopped");
                assertThat(program.err.toString()).contains("The first " + sent.size() + " rows are done");
            }
        }

        assertThat(code).isZero();
        assertThat(sent).isEqualTo(whole);
        assertThat(replay("--resume", directory.resolve("r.json").toString(), file.toString()))
                .isZero();
        assertThat(program.events).isEmpty();
    }

    @Test
    void whatKafkaEndsTellsWhereToGoOn() throws IOException {
        program.failingAfter(4);

        assertThat(replay(file.toString())).isEqualTo(1);

        assertThat(program.result().get("status").asText()).isEqualTo("failed");
        assertThat(program.err.toString()).contains("The first 0 rows are done; to continue, add --from-row 1");
    }

    @Test
    void rowsAddedToAFileAreSentAndTheOthersNot() throws IOException {
        String resume = directory.resolve("r.json").toString();
        replay("--resume", resume, file.toString());
        Files.writeString(file, rows(11, 2), StandardOpenOption.APPEND);

        assertThat(replay("--resume", resume, file.toString())).isZero();

        assertThat(program.events).hasSize(2).anyMatch(event -> event.contains("\"product_id\":\"p12\""));
    }

    @Test
    void aFileThatIsNotWhatItWasIsSentAgainAndThatIsSaid() throws IOException {
        String resume = directory.resolve("r.json").toString();
        replay("--resume", resume, file.toString());
        write("s.csv", HEADER + rows(1, 10).replace("p5", "p500"));

        assertThat(replay("--resume", resume, file.toString())).isZero();
        assertThat(program.events).hasSize(10);
        assertThat(program.err.toString()).contains("s.csv: its first 10 rows are not those that were sent");

        write("s.csv", HEADER + rows(1, 4));
        assertThat(replay("--resume", resume, file.toString())).isZero();
        assertThat(program.events).as("a shorter one too").hasSize(4);
    }

    @Test
    void aResumeFileOfAnotherMappingOrNoneIsRefused() throws IOException {
        String resume = directory.resolve("r.json").toString();
        replay("--resume", resume, file.toString());

        assertThat(replay("--resume", resume, "--topic", "other", file.toString()))
                .isEqualTo(2);
        assertThat(program.err.toString())
                .contains("--resume: " + resume + " is of mapping shop and topic sales_events");
        assertThat(replay("--resume", mapping, file.toString())).isEqualTo(2);
        assertThat(program.err.toString()).contains("is not a resume file");
    }

    @Test
    void rejectedRowsAreDoneTooAndAreNotRejectedAgain() throws IOException {
        String resume = directory.resolve("r.json").toString();
        Path rejects = directory.resolve("rejects.jsonl");
        write("s.csv", HEADER + rows(1, 3) + "soon,x,1,1\n" + rows(5, 3));

        program.stoppingAfter(4);
        assertThat(replay("--resume", resume, "--rejects", rejects.toString(), file.toString()))
                .isEqualTo(CliContext.STOPPED);
        assertThat(replay("--resume", resume, "--rejects", rejects.toString(), file.toString()))
                .isZero();

        assertThat(Files.readAllLines(rejects)).hasSize(1);
    }

    @Test
    void aDryRunNeedsNoBrokerAndTellsEveryRowThatWouldBeRejected() throws IOException {
        Path rejects = directory.resolve("rejects.jsonl");
        write("s.csv", HEADER + rows(1, 5) + "soon,x,1,1\n2024-01-01,y,-2,1\n2024-01-01,,1,1\n");

        int code = program.run(
                "replay",
                "--mapping",
                mapping,
                "--dry-run",
                "--show",
                "1",
                "--rejects",
                rejects.toString(),
                file.toString());

        assertThat(code).isEqualTo(1);
        assertThat(program.opened()).isZero();
        assertThat(rejects).doesNotExist();
        List<String> lines = program.out.toString().lines().toList();
        assertThat(lines.get(0)).startsWith(file + ":2: {\"event_id\":");
        assertThat(lines.subList(1, lines.size()))
                .containsExactly(
                        "rejected " + file + ":7: order_ts: 'soon' fits none of the formats iso",
                        "rejected " + file + ":9: product_id: is missing",
                        "8 rows: 6 events (1 returns), 2 rejected",
                        "order_ts from 2024-01-01T00:00:00Z to 2024-01-01T00:00:00Z, 3 units",
                        "no row repeats another",
                        "6 events have no price: a catalogue must supply it");
    }

    @Test
    void aDryRunTellsHowManySalesStoodInHowManyLines() {
        String messages = SharedData.file("seed4_batches/messages.jsonl").toString();

        assertThat(program.run("replay", "--mapping", "batch_messages", "--dry-run", "--show", "0", messages))
                .isZero();

        assertThat(program.out.toString())
                .contains("25,913 rows in 17,280 lines: 25,913 events", "revenue 9784747.59 USD");
    }

    @Test
    @Timeout(60)
    void roundsSendFilesThatHaveComeAndRowsThatWereAdded() throws Exception {
        settle(file);
        List<String> sent = new ArrayList<>();
        Thread user = new Thread(() -> {
            awaitEvents(10);
            try {
                settle(write("t.csv", HEADER + rows(1, 2)));
                awaitEvents(12);
                Files.writeString(file, rows(11, 1), StandardOpenOption.APPEND);
                settle(file);
                awaitEvents(13);
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
            program.stop().request();
        });
        user.start();

        int code = replay("--every", "1s", directory + "/*.csv");
        user.join();
        sent.addAll(program.events);

        assertThat(code).isEqualTo(CliContext.STOPPED);
        assertThat(sent).hasSize(13).doesNotHaveDuplicates();
        assertThat(program.opened())
                .as("no connection where there is nothing new")
                .isEqualTo(3);
    }

    /** Time passes as fast as the rounds run: five minutes at each pause, and a new sale. */
    @Test
    void aDayWithoutBrokersHealsByItselfInTheNextRound() throws IOException {
        int day = 24 * 60 / 5;
        settle(file);
        program.stoppedBy(() -> new StopSignal() {
            private int rounds;

            @Override
            public void pause(long nanos) {
                rounds++;
                try {
                    Files.writeString(file, rows(10 + rounds, 1), StandardOpenOption.APPEND);
                    settle(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
                if (rounds == 1) {
                    program.failingAfter(10);
                } else if (rounds == 1 + day) {
                    program.failingAfter(Integer.MAX_VALUE);
                } else if (rounds == 3 + day) {
                    request();
                }
            }
        });

        assertThat(replay("--every", "5m", file.toString())).isEqualTo(CliContext.STOPPED);

        assertThat(program.err.toString().lines().filter(line -> line.endsWith("The next round tries again")))
                .hasSize(day);
        assertThat(program.events).doesNotHaveDuplicates().hasSize(10 + 2 + day);
    }

    @Test
    void aLastRowWithoutALineEndIsHeldBackUntilTheFileGrows() throws IOException {
        String resume = directory.resolve("resume.json").toString();
        write("s.csv", HEADER + rows(1, 3) + "2024-01-01,p,12");

        assertThat(replay("--resume", resume, file.toString())).isZero();
        assertThat(program.events).hasSize(3);
        assertThat(program.err.toString())
                .contains("s.csv: its last row has no line end and may be half of a row, so it is held back until");

        Files.writeString(file, "50,4\n", StandardOpenOption.APPEND);
        assertThat(replay("--resume", resume, file.toString())).isZero();
        assertThat(program.events).singleElement().asString().contains("\"quantity\":1250}");
    }

    @Test
    void aLastRowWithoutALineEndIsSentWhereTheFileIsCompleteOrLongQuiet() throws IOException {
        write("s.csv", HEADER + rows(1, 3).stripTrailing());
        assertThat(replay(file.toString())).isZero();
        assertThat(program.events).as("a run that remembers nothing").hasSize(3);

        String complete = directory.resolve("complete.json").toString();
        assertThat(replay("--resume", complete, "--complete-files", file.toString()))
                .isZero();
        assertThat(program.events).hasSize(3);

        String rounds = directory.resolve("rounds.json").toString();
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(660)));
        int sent = 0;
        for (int round = 1; round <= 4; round++) {
            assertThat(replay("--resume", rounds, file.toString())).isZero();
            sent += program.events.size();
            assertThat(sent).as("after round " + round).isEqualTo(round < 4 ? 2 : 3);
        }
        assertThat(replay("--resume", rounds, file.toString())).isZero();
        assertThat(program.events).isEmpty();
    }

    @Test
    void aMappingWithAnOpenDecisionSendsNothing() throws IOException {
        Path open = Path.of(mapping);
        Files.writeString(open, Files.readString(open) + "time_zone: UTC  # or another one? DECIDE\n");

        assertThat(replay(file.toString())).isEqualTo(2);

        assertThat(program.opened()).isZero();
        assertThat(program.err.toString())
                .contains(
                        "has open decisions, so nothing is sent",
                        "shop.yaml:6: time_zone: UTC  # or another one? DECIDE");
        assertThat(program.run("replay", "--mapping", mapping, "--dry-run", file.toString()))
                .isEqualTo(1);
        assertThat(program.out.toString()).contains("10 rows: 10 events", "Open decisions;", "shop.yaml:6:");
        assertThat(program.run("mapping", "check", mapping)).isEqualTo(1);
        Files.writeString(
                open, Files.readString(open).replace("# or another one? DECIDE", "# no \"DECIDE\" here: 'DECIDED'"));
        assertThat(program.run("mapping", "check", mapping))
                .as("a word in a comment is enough")
                .isEqualTo(1);
        Files.writeString(open, Files.readString(open).replaceAll("#.*", ""));
        assertThat(program.run("mapping", "check", mapping)).isZero();
    }

    @Test
    void aFloodOfRejectsIsCutAndSteersNoTerminal() throws IOException {
        write("s.csv", HEADER + "2024-01-01,x,\u001b[2J\u001b]0;owned\u0007,1\n".repeat(300));

        assertThat(program.run("replay", "--mapping", mapping, "--dry-run", file.toString()))
                .isEqualTo(1);

        assertThat(program.out.toString().lines()).hasSizeLessThan(60);
        assertThat(program.out.toString())
                .contains("'\\u001b[2J\\u001b]0;owned\\u0007' is not a valid number", "and 250 more rejected rows")
                .doesNotContain("\u001b", "\u0007");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            identity: row     | 1 rows repeat an earlier one in every column; identity: row counts each of them | 0
            identity: content | 1 rows repeat an earlier one in every column; identity: content counts it once  | 0
            event_id          | 1 rows have the event_id of an earlier row and other content                    | 1
            """)
    void aDryRunCountsRepeatsAndSaysWhatTheyMean(String identity, String said, int code) throws IOException {
        write("s.csv", HEADER + "2024-01-01,x,1,1\n2024-01-01,y,1,2\n2024-01-01,x,1,1\n2024-01-01,z,2,2\n");
        Path open = Path.of(mapping);
        String yaml = Files.readString(open);
        Files.writeString(
                open,
                identity.equals("event_id")
                        ? yaml.replace("identity: row\n", "").replace("order_id: o", "event_id: o")
                        : yaml.replace("identity: row", identity));

        assertThat(program.run("replay", "--mapping", mapping, "--dry-run", file.toString()))
                .isEqualTo(code);

        assertThat(program.out.toString()).contains(said);
    }

    @Test
    void salesInTheFutureAreTold() throws IOException {
        write("s.csv", HEADER + "2024-01-01,x,1,1\n2091-01-01,x,1,2\n");

        assertThat(program.run("replay", "--mapping", mapping, "--dry-run", file.toString()))
                .isEqualTo(1);
        assertThat(program.out.toString()).contains("1 events are in the future, up to 2091-01-01T00:00:00Z");
    }

    @Test
    void aRateIsKept() {
        long start = System.nanoTime();

        assertThat(replay("--rate", "20", file.toString())).isZero();

        assertThat((System.nanoTime() - start) / 1e9).isBetween(0.44, 30.0);
        assertThat(program.events).hasSize(10);
    }

    @Test
    void aSpeedKeepsTheDistancesOfTheSales() throws IOException {
        write("s.csv", HEADER + "2024-01-01T10:00:00Z,a,1,1\n2024-01-01T10:10:00Z,b,1,2\n");
        long start = System.nanoTime();

        assertThat(replay("--speed", "1200", file.toString())).isZero();

        assertThat((System.nanoTime() - start) / 1e9).isBetween(0.49, 30.0);
    }

    @Test
    void rejectedRowsMakeTheExitCode1UnlessAllowed() throws IOException {
        write("s.csv", HEADER + "soon,x,1,1\n" + rows(2, 2));
        String rejects = directory.resolve("rejects.jsonl").toString();

        assertThat(replay("--rejects", rejects, file.toString())).isEqualTo(1);
        assertThat(program.events).hasSize(2);
        assertThat(replay("--allow-rejects", "--rejects", rejects, file.toString()))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--rate 0",
                "--rate -1",
                "--rate NaN",
                "--speed 0",
                "--rate 1 --speed 1",
                "--from-row 0",
                "--every 0s",
                "--every 90",
                "--every 1w",
                "--dry-run --every 1h",
                "--dry-run --from-row 2",
                "--from-row 2 --resume r.json",
                "--from-row 2 --every 1h",
                "--resume /no/such/dir/shop.yaml --topic ..",
            })
    void wrongOptionsAreUsageErrorsThatNameTheOption(String options) {
        List<String> arguments = new ArrayList<>(List.of(options.split(" ")));
        arguments.add(file.toString());

        assertThat(replay(arguments.toArray(String[]::new))).isEqualTo(2);

        assertThat(program.err.toString()).contains("--").doesNotContain("\tat ");
        assertThat(program.opened()).isZero();
    }

    private int replay(String... more) {
        List<String> arguments = new ArrayList<>(List.of("replay", "--mapping", mapping, "--bootstrap-servers", "k:1"));
        arguments.addAll(List.of(more));
        return program.run(arguments.toArray(String[]::new));
    }

    private void awaitEvents(int count) {
        while (program.events.size() < count) {
            Thread.onSpinWait();
        }
    }

    /** As if it had been written a minute ago. */
    private static void settle(Path file) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minusSeconds(60)));
    }

    /** Orders of three lines each. */
    private static String rows(int first, int count) {
        StringBuilder rows = new StringBuilder();
        IntStream.range(first, first + count)
                .forEach(i -> rows.append("2024-01-01,p")
                        .append(i)
                        .append(",1,")
                        .append(i / 3)
                        .append('\n'));
        return rows.toString();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }
}
