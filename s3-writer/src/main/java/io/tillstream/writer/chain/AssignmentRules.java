package io.tillstream.writer.chain;

import io.tillstream.lake.ChainId;
import io.tillstream.writer.error.ChainAlarmException;
import io.tillstream.writer.error.ChainAlarmException.Alarm;
import java.util.Optional;

/** The rules of invariant 1 for a partition that was just assigned. */
public final class AssignmentRules {
    private AssignmentRules() {}

    /** What to do with a partition whose chain has been found. */
    public sealed interface Decision {
        /** Read on at the chain's end. */
        record Read() implements Decision {}

        /**
         * First create a gap object from the chain's end.
         *
         * @param last the last offset of the gap
         */
        record CreateGap(long last) implements Decision {}

        /**
         * Do nothing: a person is needed.
         *
         * @param error why
         */
        record Refuse(ChainAlarmException error) implements Decision {}
    }

    /** Decides what to do at the end of a chain. */
    public static Decision decide(AssignmentFacts facts) {
        ChainEnd end = facts.end();
        if (end.empty()) {
            Optional<ChainAlarmException> lost = lost(facts);
            if (lost.isPresent()) {
                return new Decision.Refuse(lost.get());
            }
        }
        if (end.next() > facts.log().end()) {
            return new Decision.Refuse(truncated(facts.chain(), end.next(), facts.log()));
        }
        if (end.next() >= facts.log().start()) {
            return new Decision.Read();
        }
        long lastLost = Math.min(facts.log().start(), end.limit()) - 1;
        // Only what retention removed before the pipeline's first read is given up without asking.
        return end.empty() ? new Decision.CreateGap(lastLost) : overtaken(facts, lastLost);
    }

    /** Returns the error of a partition whose unread offsets, from {@code first}, retention has removed. */
    private static ChainAlarmException retentionGap(ChainId chain, long first, long last) {
        return new ChainAlarmException(
                Alarm.RETENTION_GAP,
                ("%s: offsets %d to %d were removed from Kafka before they were in Bronze. They are lost unless another"
                                + " copy of the topic exists. To record the loss and go on, start the writer with"
                                + " --confirm-gap %s:%d-%d; raise the topic's retention.ms first if the writer was slow.")
                        .formatted(chain.label(), first, last, chain.label(), first, last));
    }

    /** Returns the error of a partition whose log ends before the chain or the reader's position. */
    static ChainAlarmException truncated(ChainId chain, long position, LogBounds log) {
        return new ChainAlarmException(
                Alarm.LOG_TRUNCATED,
                ("%s: Bronze has been read up to offset %d, but the log ends at %d: Kafka has lost records that Bronze"
                                + " has (unclean leader election, or a restored broker). New records would take used"
                                + " offsets. Write to a new topic; Bronze keeps what it has.")
                        .formatted(chain.label(), position - 1, log.end()));
    }

    private static Optional<ChainAlarmException> lost(AssignmentFacts facts) {
        ChainId chain = facts.chain();
        String why;
        if (chain.firstOffset(facts.commit().key()).isPresent()) {
            why = "the consumer group has committed " + facts.commit().key();
        } else if (facts.silverCursor() > 0) {
            why = "Silver has read it up to offset " + (facts.silverCursor() - 1);
        } else {
            return Optional.empty();
        }
        return Optional.of(new ChainAlarmException(
                Alarm.CHAIN_LOST,
                "%s: there is no object under %s, yet %s. Check --lake-bucket; restore the objects if they were deleted."
                        .formatted(chain.label(), chain.prefix(), why)));
    }

    private static Decision overtaken(AssignmentFacts facts, long lastLost) {
        long first = facts.end().next();
        for (ConfirmedGap gap : facts.confirmedGaps()) {
            if (gap.startsAt(facts.chain(), first)) {
                return gap.last() <= lastLost
                        ? new Decision.CreateGap(gap.last())
                        : new Decision.Refuse(new ChainAlarmException(
                                Alarm.GAP_REFUSED,
                                "%s: --confirm-gap gives up offsets to %d, but only those to %d are lost; confirm %s:%d-%d"
                                        .formatted(
                                                facts.chain().label(),
                                                gap.last(),
                                                lastLost,
                                                facts.chain().label(),
                                                first,
                                                lastLost)));
            }
        }
        return new Decision.Refuse(retentionGap(facts.chain(), first, lastLost));
    }
}
