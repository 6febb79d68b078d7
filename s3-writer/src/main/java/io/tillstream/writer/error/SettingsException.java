package io.tillstream.writer.error;

/** A setting that cannot be right; the message names the option and what it takes. */
public final class SettingsException extends IllegalArgumentException {
    /** Makes one. */
    public SettingsException(String message) {
        super(message);
    }
}
