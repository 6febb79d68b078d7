package io.tillstream.local.pipeline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tillstream.lake.ProgramProtocol;
import io.tillstream.operations.command.CommandException;
import java.util.Optional;

/** The lines by which programs report to the program that runs them (docs/reference/contracts.md, section 1). */
public final class ResultLine {
    /** Start of an outcome. */
    public static final String RESULT = ProgramProtocol.RESULT_LINE + " ";
    /** Start of a report on the way. */
    public static final String PROGRESS = ProgramProtocol.PROGRESS_LINE + " ";

    private static final ObjectMapper JSON =
            new ObjectMapper().enable(com.fasterxml.jackson.databind.DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);

    private ResultLine() {}

    /**
     * The JSON object after a prefix, if the line starts with it.
     *
     * @throws CommandException.Failed when what follows is no JSON
     */
    public static Optional<JsonNode> parse(String prefix, String line) {
        if (!line.startsWith(prefix)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readTree(line.substring(prefix.length())));
        } catch (JsonProcessingException e) {
            throw new CommandException.Failed("Not a result line: " + line, e);
        }
    }
}
