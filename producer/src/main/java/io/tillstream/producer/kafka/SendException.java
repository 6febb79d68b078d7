package io.tillstream.producer.kafka;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;

/** An event that Kafka did not take, although it was tried until the delivery timeout. */
public abstract sealed class SendException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private SendException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Returns the exit code of the program. */
    public abstract int exitCode();

    /** Kafka cannot be reached, or not now: the same command can succeed later. */
    public static final class Retryable extends SendException {
        private static final long serialVersionUID = 1L;

        Retryable(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public int exitCode() {
            return 1;
        }
    }

    /** Kafka refuses the event for good. */
    public static final class Terminal extends SendException {
        private static final long serialVersionUID = 1L;

        Terminal(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public int exitCode() {
            return 1;
        }
    }

    /** Somebody has to grant access. */
    public static final class ManualActionRequired extends SendException {
        private static final long serialVersionUID = 1L;

        ManualActionRequired(String message, Throwable cause) {
            super(message, cause);
        }

        @Override
        public int exitCode() {
            return 3;
        }
    }

    static SendException of(ProducerSettings settings, Throwable cause) {
        String what = "topic " + settings.topic() + " at " + settings.bootstrapServers() + ": "
                + String.valueOf(cause.getMessage()).replaceFirst("\\.$", "");
        if (cause instanceof AuthorizationException || cause instanceof AuthenticationException) {
            return new ManualActionRequired(
                    what + ". Grant this client access to write to the topic (and, on MSK, WriteDataIdempotently on the"
                            + " cluster), then run the same command again",
                    cause);
        }
        if (cause instanceof RetriableException) {
            return new Retryable(
                    what
                            + ". Check that the brokers are running and the topic exists, then run the same command"
                            + " again: its events have the same ids, so none counts twice",
                    cause);
        }
        return new Terminal(
                what
                        + ". Correct what it names, then run the same command again: its events have the same ids,"
                        + " so none counts twice",
                cause);
    }
}
