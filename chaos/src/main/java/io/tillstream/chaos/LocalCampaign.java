package io.tillstream.chaos;

import io.tillstream.local.process.DataDirectory;
import io.tillstream.operations.command.Cleanup;
import io.tillstream.operations.machine.FaultCampaign;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/** The service behind {@code ./tillstream chaos}. */
public final class LocalCampaign implements FaultCampaign {
    @Override
    public Path prepare(Request request) {
        DataDirectory directory = settings(request).directory();
        directory.prepare();
        return directory.logs().resolve("tillstream.log");
    }

    @Override
    public boolean run(Request request, PrintStream out, boolean terminal, Cleanup cleanup) throws IOException {
        return Chaos.run(settings(request), out, terminal, cleanup);
    }

    private static ChaosSettings settings(Request request) {
        return new ChaosSettings(
                request.faults(),
                request.seed(),
                request.records(),
                request.writers(),
                DataDirectory.at(request.directory()),
                request.report());
    }
}
