package io.tillstream.glue;

import io.tillstream.aws.s3.S3ObjectStore;
import io.tillstream.glue.lake.Lake;
import io.tillstream.glue.trace.BronzeSearch;
import io.tillstream.glue.trace.Trace;
import io.tillstream.glue.trace.TraceRun;
import io.tillstream.lake.TopicNames;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Pattern;
import org.apache.spark.sql.Column;

/** Entry point of the trace job: what became of one event, one order or one Kafka record. */
public final class TraceJob {
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9_-]{1,4096}");
    private static final int MOST_ROWS = 1_000;

    private TraceJob() {}

    /**
     * Runs the job with the arguments of docs/reference/contracts.md, section 5, and prints its result.
     *
     * @throws io.tillstream.lake.error.PipelineException if the lake contradicts itself
     * @throws JobArgumentException if an argument is missing or not valid
     */
    public static void main(String[] args) {
        JobResult result = JobResult.started("trace");
        JobArguments arguments = JobArguments.of(args);
        String topic = arguments.text("topic", TopicNames.FORM);
        int limit = (int) arguments.number("limit", 1, MOST_ROWS, 50);
        Column condition = condition(arguments);
        try (S3ObjectStore store = Lake.store(arguments)) {
            Trace trace = new TraceRun(Lake.open(arguments, store), topic, limit).find(condition);
            result.status("done").put("rows", trace.rows()).put("more", trace.more());
            result.print(System.out);
        }
    }

    /** An id is somebody else's text: base64 carries any of it through a line of arguments. */
    private static Column condition(JobArguments arguments) {
        if (arguments.find("id-base64").isPresent()) {
            byte[] id = Base64.getUrlDecoder().decode(arguments.text("id-base64", BASE64));
            return BronzeSearch.named(new String(id, StandardCharsets.UTF_8));
        }
        return BronzeSearch.at(
                (int) arguments.number("partition", 0, Integer.MAX_VALUE),
                arguments.number("offset", 0, Long.MAX_VALUE));
    }
}
