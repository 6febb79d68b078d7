package io.tillstream.local.report;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tillstream.operations.audit.Ledger;
import io.tillstream.operations.audit.LedgerJson;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.command.JsonFile;
import io.tillstream.operations.query.Answers;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What {@code --report} writes: {@code report.json} and {@code analytics/NAME.csv}. File names and names in the JSON are a
 * contract with their readers.
 *
 * @param ledger the ledger at the end, for the whole life of the data directory
 * @param stages the stages of this run, in the order in which they ran
 * @param sources what each source gave in this run, by the name of its mapping
 */
public record RunReport(Ledger ledger, List<StageTime> stages, Map<String, SourceRows> sources) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /**
     * Writes all files, over those of a run before.
     *
     * @throws CommandException.Failed when the directory cannot be written
     */
    public void write(Path directory, Answers answers) {
        write(directory, answers.csv());
    }

    void write(Path directory, Map<String, String> answers) {
        try {
            Path analytics = Files.createDirectories(directory.resolve("analytics"));
            for (Map.Entry<String, String> answer : answers.entrySet()) {
                Files.writeString(analytics.resolve(answer.getKey() + ".csv"), answer.getValue());
            }
        } catch (IOException e) {
            throw new CommandException.Failed("--report " + directory + " cannot be written: " + e, e);
        }
        // Written last, so that a program that waits for it finds the answers complete.
        JsonFile.write(directory.resolve("report.json"), json());
    }

    ObjectNode json() {
        ObjectNode report = JSON.createObjectNode();
        report.set("ledger", LedgerJson.figures(ledger));
        ArrayNode times = report.putArray("stages");
        stages.forEach(stage -> times.addObject()
                .put("name", stage.name())
                .put("seconds", BigDecimal.valueOf(stage.seconds()).setScale(3, RoundingMode.HALF_UP))
                .put("rows", stage.rows()));
        ObjectNode rows = report.putObject("source_rows");
        sources.forEach((name, source) -> rows.putObject(name)
                .put("read", source.read())
                .put("sent", source.sent())
                .put("rejected", source.rejected()));
        return report;
    }
}
