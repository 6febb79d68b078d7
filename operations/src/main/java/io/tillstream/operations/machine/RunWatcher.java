package io.tillstream.operations.machine;

import io.tillstream.operations.audit.Ledger;

/** Is told how a run on this machine gets on. The run waits for it, so it must return at once and must not fail. */
public interface RunWatcher {
    /** Watches nothing. */
    RunWatcher NONE = new RunWatcher() {
        @Override
        public void started(LocalPipeline pipeline) {}

        @Override
        public void audited(Ledger ledger) {}
    };

    /**
     * All parts answer; no sale is sent yet.
     *
     * @param pipeline may be asked as long as the run goes on, by other threads too
     */
    void started(LocalPipeline pipeline);

    /** The run has drawn up its ledger. */
    void audited(Ledger ledger);
}
