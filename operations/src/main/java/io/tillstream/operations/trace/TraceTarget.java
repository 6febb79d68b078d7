package io.tillstream.operations.trace;

import io.tillstream.operations.command.CommandException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is looked for. */
public sealed interface TraceTarget {
    /** The arguments of the trace job that name it. */
    List<String> jobArguments();

    /**
     * An event or an order.
     *
     * @param id event id or order id, any text that is not blank
     */
    record Id(String id) implements TraceTarget {
        /** Refuses a blank id, which would mean every row without one. */
        public Id {
            if (id.isBlank()) {
                throw new CommandException.Usage("EVENT_ID|ORDER_ID is blank. Name an event or an order.");
            }
        }

        @Override
        public List<String> jobArguments() {
            // The id is somebody else's text; base64 carries any of it through a line of arguments.
            String encoded =
                    Base64.getUrlEncoder().withoutPadding().encodeToString(id.getBytes(StandardCharsets.UTF_8));
            return List.of("--id-base64", encoded);
        }
    }

    /**
     * A Kafka record.
     *
     * @param partition its partition, from 0
     * @param offset its offset, from 0
     */
    record Record(int partition, long offset) implements TraceTarget {
        private static final Pattern TEXT = Pattern.compile("(\\d{1,9}):(\\d{1,18})");

        /**
         * Reads {@code PARTITION:OFFSET}.
         *
         * @throws CommandException.Usage when it is not of this form
         */
        public static Record parse(String text) {
            Matcher matcher = TEXT.matcher(text);
            if (!matcher.matches()) {
                throw new CommandException.Usage(
                        "--record " + text + " is not PARTITION:OFFSET, two whole numbers such as 0:1234.");
            }
            return new Record(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
        }

        @Override
        public List<String> jobArguments() {
            return List.of("--partition", Integer.toString(partition), "--offset", Long.toString(offset));
        }
    }
}
