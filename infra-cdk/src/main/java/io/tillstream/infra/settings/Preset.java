package io.tillstream.infra.settings;

import java.util.Locale;

/** A set of defaults to start from. */
public enum Preset {
    /** The cheapest environment that works: few sales, an hour's delay, brokers of a fixed size. */
    SMALL,
    /** An environment to develop and test with, without brokers to size. */
    DEV,
    /** An environment whose numbers people rely on. */
    PROD;

    /** Returns the name as it is written in settings. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Returns the preset of that name.
     *
     * @throws SettingsException if there is none
     */
    public static Preset of(String label) {
        for (Preset preset : values()) {
            if (preset.label().equals(label)) {
                return preset;
            }
        }
        throw new SettingsException("preset: \"" + label + "\" is not one of small, dev, prod");
    }
}
