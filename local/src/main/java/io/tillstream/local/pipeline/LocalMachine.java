package io.tillstream.local.pipeline;

import io.tillstream.local.process.DataDirectory;
import io.tillstream.local.process.Installation;
import io.tillstream.local.process.RunningInstance;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.display.Display;
import io.tillstream.operations.machine.LocalPipeline;
import io.tillstream.operations.machine.LocalRunRequest;
import io.tillstream.operations.machine.Part;
import io.tillstream.operations.machine.Stage;
import io.tillstream.operations.machine.ThisMachine;
import io.tillstream.operations.sources.SourceLedger;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The service behind the commands that work on a data directory. */
public final class LocalMachine implements ThisMachine {
    @Override
    public Optional<Path> log(Path dataDirectory) {
        DataDirectory directory = DataDirectory.at(dataDirectory);
        return directory.isOurs() ? Optional.of(directory.logs().resolve("tillstream.log")) : Optional.empty();
    }

    @Override
    public SourceLedger sources(Path dataDirectory) {
        DataDirectory directory = DataDirectory.at(dataDirectory);
        Attachment.requireData(directory);
        return SourceLedger.read(directory.sourceRuns());
    }

    @Override
    public OptionalLong runningProcess(Path dataDirectory) {
        return RunningInstance.read(DataDirectory.at(dataDirectory))
                .map(RunningInstance::pid)
                .filter(pid -> ProcessHandle.of(pid).isPresent())
                .map(OptionalLong::of)
                .orElse(OptionalLong.empty());
    }

    @Override
    public LocalPipeline attach(
            Path dataDirectory, String command, Set<Part> alone, Set<Part> beside, Cleanup cleanup) {
        Instance instance = Attachment.to(DataDirectory.at(dataDirectory), command, alone, beside, cleanup);
        return new AttachedPipeline(instance, cleanup);
    }

    @Override
    public void runStage(Path dataDirectory, Stage stage, Display display, Cleanup cleanup) {
        DataDirectory directory = DataDirectory.at(dataDirectory);
        Instance instance = Attachment.exclusive(directory, "run", StageRun.parts(stage), cleanup);
        new StageRun(instance, display, directory).run(stage);
    }

    @Override
    public Run prepare(LocalRunRequest request) {
        LocalSettings settings = LocalSettings.of(request, Path.of("").toAbsolutePath());
        new SourceCheck(Installation.current()).require(settings);
        settings.directory().prepare();
        return (display, cleanup, watcher) ->
                new LocalRun(settings, Installation.current(), display, cleanup, watcher).run();
    }
}
