package io.tillstream.writer.chain;

import io.tillstream.aws.s3.PutOutcome;
import io.tillstream.lake.BronzeMetadata;
import io.tillstream.lake.BronzeObject;
import io.tillstream.lake.BronzeObject.Kind;
import io.tillstream.lake.ChainId;
import io.tillstream.lake.EventTimes;
import io.tillstream.writer.chain.SimulatedWorld.Mutant;
import io.tillstream.writer.error.ChainAlarmException;
import io.tillstream.writer.error.ChainAlarmException.Alarm;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** One writer's machine with simulated surroundings. What it asks for happens when the simulation says so. */
final class SimulatedWriter implements PartitionActions {
    private final SimulatedWorld world;
    private final PartitionMachine machine = new PartitionMachine(this);
    private List<String> open = new ArrayList<>();
    private List<String> closed = new ArrayList<>();
    private boolean mustFind;
    private final List<PendingPut> puts = new ArrayList<>();
    private final Deque<Runnable> answers = new ArrayDeque<>();
    private ChainId chainOfMachine;
    private boolean fetching;
    private long position;
    private int epoch;

    private record PendingPut(ChainId chain, OffsetRange range, List<String> content) {}

    ChainAlarmException stopped;

    SimulatedWriter(SimulatedWorld world) {
        this.world = world;
        machine.assigned();
    }

    void poll(int number) {
        if (!fetching || stopped != null) {
            return;
        }
        SimulatedWorld.Log log = world.log();
        if (world.mutant == Mutant.SKIP_WHAT_EXPIRED && position < log.start) {
            position = log.start;
            machine.advanced(position, epoch);
        }
        if (position < log.start || position > log.end()) {
            if (machineIsOfAnotherTopic()) {
                machine.recreated(chainOfMachine);
            } else {
                machine.outOfRange(log.extent());
            }
            return;
        }
        if (epoch != BronzeObject.NO_EPOCH
                && !machineIsOfAnotherTopic()
                && log.endOf(epoch) < position
                && world.mutant != Mutant.FORGET_THE_EPOCH) {
            machine.diverged("epoch " + epoch + " ended at " + log.endOf(epoch));
            return;
        }
        long to = Math.min(log.end(), position + 1 + number % 7);
        if (to > position) {
            open.addAll(world.read(position, Math.min(to, machine.limit())));
            position = to;
            epoch = log.epochs.get((int) to - 1);
            machine.advanced(to, epoch);
        }
    }

    /** Lets one late answer arrive. */
    void answerArrives() {
        if (!answers.isEmpty()) {
            answers.poll().run();
        }
    }

    void rotate() {
        if (stopped == null) {
            machine.rotate(RotationReason.AGE);
        }
    }

    void findAnswers(int number, boolean operatorConfirms) {
        if (!mustFind) {
            return;
        }
        mustFind = false;
        if (number % 5 == 4) {
            machine.notFound();
            return;
        }
        ChainId chain = world.chain();
        ChainEnd end = world.mutant == Mutant.TRUST_THE_COMMIT
                        && world.commit.offset() <= world.log().end()
                ? new ChainEnd(world.commit.offset(), BronzeObject.NO_EPOCH, ChainEnd.NO_LIMIT)
                : world.reader.find(chain, world.commit);
        LogBounds log = world.log().extent();
        List<ConfirmedGap> gaps = operatorConfirms && log.start() > end.next()
                ? List.of(new ConfirmedGap(chain.topic(), 0, end.next(), log.start() - 1))
                : List.of();
        chainOfMachine = chain;
        machine.found(new AssignmentFacts(chain, end, log, world.commit, 0, gaps));
    }

    private boolean machineIsOfAnotherTopic() {
        return !chainOfMachine.equals(world.chain());
    }

    /** Carries out the creation that the machine waits for, in one of the ways a network has. */
    void putAnswers(int number) {
        if (puts.isEmpty()) {
            return;
        }
        PendingPut put = puts.remove(number / 5 % puts.size());
        OffsetRange range = put.range();
        ChainId chain = put.chain();
        if (!chain.topicId().equals(world.topicId) && world.mutant != Mutant.FORGET_THE_TOPICS_ID) {
            machine.recreated(chain);
            return;
        }
        String key = chain.key(range.first());
        byte[] bytes = SimulatedWorld.bytes(put.content());
        Map<String, String> metadata = BronzeMetadata.of(describe(
                range,
                put.content().stream()
                        .filter(value -> !SimulatedWorld.isHole(value))
                        .count()));
        Runnable answer = switch (number % 5) {
            case 0, 1 -> answer(range, chain, create(key, bytes, metadata));
            case 2 -> {
                create(key, bytes, metadata);
                yield () -> machine.undecided(range);
            }
            case 3 -> () -> machine.undecided(range);
            default -> {
                world.network.add(() -> create(key, bytes, metadata));
                yield () -> machine.undecided(range);
            }
        };
        if (number % 3 == 0) {
            answer.run();
        } else {
            answers.add(answer);
        }
    }

    private PutOutcome create(String key, byte[] bytes, Map<String, String> metadata) {
        world.bucketChanged = true;
        if (world.mutant == Mutant.OVERWRITE) {
            world.bucket.remove(key);
        }
        return world.bucket.put(key, bytes, metadata);
    }

    private Runnable answer(OffsetRange range, ChainId chain, PutOutcome outcome) {
        if (outcome == PutOutcome.CREATED || world.mutant == Mutant.TAKE_ANY_OBJECT_FOR_OWN) {
            return () -> machine.created(range);
        }
        BronzeObject winner = world.reader.object(chain, range.first()).orElseThrow();
        BronzeObject told =
                world.mutant == Mutant.TAKE_ANY_EPOCH_FOR_OWN ? ofEpoch(winner, range.leaderEpoch()) : winner;
        return () -> machine.exists(range, told);
    }

    private static BronzeObject ofEpoch(BronzeObject object, int epoch) {
        return new BronzeObject(
                object.first(),
                object.last(),
                object.kind(),
                object.records(),
                object.holes(),
                object.rows(),
                epoch,
                object.schemaVersion(),
                object.eventTimes());
    }

    private static BronzeObject describe(OffsetRange range, long records) {
        return new BronzeObject(
                range.first(),
                range.last(),
                range.kind(),
                records,
                range.kind() == Kind.GAP ? 0 : range.offsets() - records,
                records,
                range.leaderEpoch(),
                1,
                EventTimes.NONE);
    }

    boolean stoppedBy(Alarm... alarms) {
        return stopped != null && List.of(alarms).contains(stopped.alarm());
    }

    boolean drained() {
        return machine.drained();
    }

    @Override
    public void find(int attempt) {
        mustFind = true;
    }

    @Override
    public void pause() {
        fetching = false;
    }

    @Override
    public void resume() {
        fetching = true;
    }

    @Override
    public void seek(long offset, int leaderEpoch) {
        position = offset;
        epoch = leaderEpoch;
        fetching = true;
    }

    @Override
    public void close(OffsetRange range, RotationReason reason) {
        closed = open;
        open = new ArrayList<>();
    }

    @Override
    public void put(ChainId chain, OffsetRange range, int attempt) {
        puts.add(new PendingPut(chain, range, List.copyOf(closed)));
    }

    @Override
    public void discardClosed() {
        closed = new ArrayList<>();
    }

    @Override
    public void discardOpen() {
        if (world.mutant != Mutant.KEEP_WHAT_WAS_STAGED) {
            open = new ArrayList<>();
        }
    }

    @Override
    public void commit(long offset, String key) {
        // A third of the commits are lost, and those of zombies are as good as any other.
        if (offset % 3 != 0) {
            world.commit = new CommittedOffset(offset, key);
        }
    }

    @Override
    public void stop(ChainAlarmException error) {
        stopped = error;
    }
}
