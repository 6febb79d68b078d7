package io.tillstream.cli;

import io.tillstream.local.process.DataDirectory;

/** Sends this program's own log to a file of the data directory, so that the console shows the pipeline alone. */
final class LogFile {
    private LogFile() {}

    /**
     * Must run before the first logger is made: the configuration reads the property then. A directory that is not a
     * pipeline's gets no log.
     */
    static void in(DataDirectory directory) {
        if (directory.isOurs()) {
            System.setProperty(
                    "tillstream.log", directory.logs().resolve("tillstream.log").toString());
        }
    }
}
