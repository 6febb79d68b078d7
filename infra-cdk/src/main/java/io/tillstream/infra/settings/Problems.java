package io.tillstream.infra.settings;

import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong, so that one message names all of it. */
final class Problems {
    private final List<String> found = new ArrayList<>();

    void add(Setting setting, String value, String rule) {
        found.add(setting.label() + ": \"" + value + "\" " + rule);
    }

    void require(boolean holds, Setting setting, Object value, String rule) {
        if (!holds) {
            add(setting, String.valueOf(value), rule);
        }
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new SettingsException(found);
        }
    }
}
