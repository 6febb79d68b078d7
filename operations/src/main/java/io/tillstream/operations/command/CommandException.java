package io.tillstream.operations.command;

/**
 * What stops a command of {@code ./tillstream}. The message is for the person at the console: what happened, and what to do next.
 * Each kind has its exit code, the one that every program of Tillstream uses.
 */
public abstract sealed class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private CommandException(String message, Throwable cause) {
        super(message, cause);
    }

    /** The exit code of the process: 1 a failure, 2 wrong usage, 3 needs a person. */
    public abstract int exitCode();

    /** The command line or a setting is wrong: nothing was started. */
    public static final class Usage extends CommandException {
        private static final long serialVersionUID = 1L;

        /** Creates one with what is wrong and what would be right. */
        public Usage(String message) {
            super(message, null);
        }

        @Override
        public int exitCode() {
            return 2;
        }
    }

    /** The run failed; the same command may succeed once the cause in the message is gone. */
    public static final class Failed extends CommandException {
        private static final long serialVersionUID = 1L;

        /** Creates one without a cause. */
        public Failed(String message) {
            super(message, null);
        }

        /** Creates one that keeps its cause for the log. */
        public Failed(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public int exitCode() {
            return 1;
        }
    }

    /** Repeating the command cannot help: somebody has to look and decide. */
    public static final class ManualActionRequired extends CommandException {
        private static final long serialVersionUID = 1L;

        /** Creates one with what to look at. */
        public ManualActionRequired(String message) {
            super(message, null);
        }

        @Override
        public int exitCode() {
            return 3;
        }
    }
}
