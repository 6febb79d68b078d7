package io.tillstream.writer.chain;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Predicate;

/** What happens to a chain, step by step, drawn at random. */
final class ChainHistories {
    static final int WRITERS = 3;

    private static final int MAX_STEPS = 300;
    private static final int FEW_STEPS = 30;
    private static final int MAX_NUMBER = 1_000;
    private static final int SMALL_NUMBER = 10;
    private static final Kind[] KINDS = kinds();

    /** What may happen. */
    enum Kind {
        APPEND,
        POLL,
        ROTATE,
        FIND,
        PUT,
        ANSWER,
        LATE_REQUEST,
        CRASH,
        EXPIRE,
        RECREATE,
        RESET_GROUP,
        TRUNCATE
    }

    /**
     * One step.
     *
     * @param kind what happens
     * @param writer to which writer
     * @param number in which way
     */
    record Step(Kind kind, int writer, int number) {}

    private ChainHistories() {}

    /** Draws a history: one in four is short, one number in four is small, because special cases are near zero. */
    static List<Step> draw(Random random) {
        int size = random.nextInt(random.nextInt(4) == 0 ? FEW_STEPS : MAX_STEPS + 1);
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            int number = random.nextInt(random.nextInt(4) == 0 ? SMALL_NUMBER : MAX_NUMBER + 1);
            steps.add(new Step(KINDS[random.nextInt(KINDS.length)], random.nextInt(WRITERS), number));
        }
        return steps;
    }

    /** Leaves out what a failure does not need: parts first, then single steps. */
    static List<Step> shrink(List<Step> history, Predicate<List<Step>> fails) {
        List<Step> shortest = history;
        for (int part = history.size() / 2; part > 0; part /= 2) {
            for (int from = 0; from + part <= shortest.size(); ) {
                List<Step> shorter = new ArrayList<>(shortest);
                shorter.subList(from, from + part).clear();
                if (fails.test(shorter)) {
                    shortest = shorter;
                } else {
                    from += part;
                }
            }
        }
        return shortest;
    }

    /** Each kind as often as its weight: faults that end a chain are rare, so that chains grow long. */
    private static Kind[] kinds() {
        List<Kind> kinds = new ArrayList<>();
        for (Kind kind : Kind.values()) {
            int weight = switch (kind) {
                case POLL, FIND, PUT -> 32;
                case ANSWER -> 24;
                case ROTATE -> 20;
                case APPEND -> 16;
                case LATE_REQUEST, CRASH -> 8;
                case EXPIRE, RECREATE, RESET_GROUP, TRUNCATE -> 1;
            };
            for (int i = 0; i < weight; i++) {
                kinds.add(kind);
            }
        }
        return kinds.toArray(Kind[]::new);
    }
}
