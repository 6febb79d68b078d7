package io.tillstream.chaos;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Injects what befalls processes, topic and group, when it is due and everything is well enough for it. Not thread-safe. */
final class ProcessFaults {
    private static final Logger LOG = LoggerFactory.getLogger(ProcessFaults.class);

    private final FaultSchedule schedule;
    private final WriterSlots writers;
    private final BrokerProcess broker;
    private final ChaosTopic topic;
    private final Random random;
    private int deaths;

    ProcessFaults(FaultSchedule schedule, WriterSlots writers, BrokerProcess broker, ChaosTopic topic, Random random) {
        this.schedule = schedule;
        this.writers = writers;
        this.broker = broker;
        this.topic = topic;
        this.random = random;
    }

    /** Lets time pass for the writers. */
    void tick() {
        writers.tick();
    }

    /**
     * Injects the fault that is due.
     *
     * @return whether one was injected
     */
    boolean injectIfDue() {
        Optional<ProcessFault> due = schedule.due();
        if (due.isEmpty() || !inject(due.get())) {
            return false;
        }
        LOG.info("injected {}", due.get());
        schedule.injected(due.get());
        return true;
    }

    /** Returns how many processes the faults ended. */
    int deaths() {
        return deaths;
    }

    private boolean inject(ProcessFault fault) {
        OptionalInt victim = writers.victim();
        switch (fault) {
            case WRITER_KILLED, WRITER_TERMINATED, WRITER_FROZEN, FULL_DISK -> {
                if (victim.isEmpty()) {
                    return false;
                }
                befall(fault, victim.getAsInt());
            }
            case REBALANCE -> {
                if (!writers.guestIsAway()) {
                    return false;
                }
                writers.invite();
            }
            case BROKER_KILLED -> {
                broker.kill();
                broker.start();
            }
            case GROUP_RESET -> {
                deaths += writers.terminateAll();
                topic.resetGroup(random);
            }
            case PARTITION_ADDED -> topic.addPartition();
        }
        deaths += fault == ProcessFault.GROUP_RESET ? 0 : fault.deaths(0);
        return true;
    }

    private void befall(ProcessFault fault, int victim) {
        switch (fault) {
            case WRITER_KILLED -> writers.kill(victim);
            case WRITER_TERMINATED -> writers.terminate(victim);
            case WRITER_FROZEN -> writers.freeze(victim);
            case FULL_DISK -> writers.fillDisk(victim);
            case REBALANCE, BROKER_KILLED, GROUP_RESET, PARTITION_ADDED ->
                throw new IllegalArgumentException(fault + " does not act on a single writer");
        }
    }
}
