package io.tillstream.infra.settings;

import java.util.List;

/** The settings are wrong: the message names each setting, what it is and what it may be. Terminal until someone changes them. */
public final class SettingsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** One problem. */
    public SettingsException(String problem) {
        super(problem);
    }

    /** Several problems, one line each. */
    public SettingsException(List<String> problems) {
        super(String.join(System.lineSeparator(), problems));
    }
}
