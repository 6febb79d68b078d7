package io.tillstream.local.pipeline;

import io.tillstream.local.process.DataDirectory;
import io.tillstream.local.process.Installation;
import io.tillstream.local.process.InstanceLock;
import io.tillstream.local.process.PortPlan;
import io.tillstream.local.process.Programs;
import io.tillstream.local.process.RunningInstance;
import io.tillstream.local.topics.Topic;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.command.CommandException;
import io.tillstream.operations.machine.Part;
import java.util.Optional;
import java.util.Set;

/** How a command reaches the data that it looks at: through the running instance, or with parts that it starts itself. */
final class Attachment {
    private Attachment() {}

    /**
     * Uses the running instance, or starts parts on free ports while holding the directory's lock.
     *
     * @param command name of the command, for the log of its Spark
     * @param alone what is needed where nothing runs
     * @param beside what is needed next to a running instance
     * @throws CommandException.Usage when there is no data
     */
    static Instance to(DataDirectory directory, String command, Set<Part> alone, Set<Part> beside, Cleanup cleanup) {
        requireData(directory);
        Optional<InstanceLock> lock = InstanceLock.tryAcquire(directory);
        lock.ifPresent(cleanup::add);
        PortPlan ports = lock.isPresent() ? PortPlan.free() : running(directory).ports();
        return start(directory, ports, lock.isPresent() ? alone : beside, command, cleanup);
    }

    /**
     * Starts parts on free ports, where no instance may run.
     *
     * @param command name of the command, for the log of its Spark
     * @throws CommandException.Usage when there is no data
     * @throws CommandException.Failed when an instance runs
     */
    static Instance exclusive(DataDirectory directory, String command, Set<Part> parts, Cleanup cleanup) {
        requireData(directory);
        InstanceLock lock = InstanceLock.tryAcquire(directory)
                .orElseThrow(() -> new CommandException.Failed("An instance is running on " + directory.path()
                        + " and runs the stages itself. As on AWS, only one program may run them at"
                        + " a time. Stop it first."));
        cleanup.add(lock);
        return start(directory, PortPlan.free(), parts, command, cleanup);
    }

    private static Instance start(
            DataDirectory directory, PortPlan ports, Set<Part> parts, String command, Cleanup cleanup) {
        Programs programs = new Programs(Installation.current(), directory, ports, Topic.NAME, Instance.BUCKET);
        return Instance.start(programs, parts, command + "-spark", cleanup);
    }

    static void requireData(DataDirectory directory) {
        if (!directory.isOurs()) {
            throw new CommandException.Usage(directory.path()
                    + " contains no pipeline data. Run ./tillstream local first, or name its directory with"
                    + " --data-dir.");
        }
        directory.prepare();
    }

    private static RunningInstance running(DataDirectory directory) {
        return RunningInstance.read(directory)
                .orElseThrow(() -> new CommandException.Failed(
                        "An instance is starting or stopping on " + directory.path() + ". Try again in a moment."));
    }
}
