package io.tillstream.producer.mapping;

import io.tillstream.producer.UsageException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Finds mappings: bundled ones by name, others by file. */
public final class Mappings {
    private static final List<String> BUNDLED = List.of(
            "superstore_us",
            "pizza_sales",
            "hourly_orders",
            "hourly_orders_products",
            "ecommerce_events",
            "batch_messages");

    /** Names that bundled mappings had before, and their names of today. */
    private static final Map<String, String> RENAMED = Map.of(
            "seed0_events", "hourly_orders",
            "seed0_products", "hourly_orders_products",
            "seed3_sample", "ecommerce_events",
            "seed4_batches", "batch_messages");

    private final MappingReader reader = new MappingReader();

    /** Returns the names of the bundled mappings. */
    public static List<String> bundled() {
        return BUNDLED;
    }

    /**
     * Returns the YAML of a bundled mapping.
     *
     * @throws UsageException if there is none of that name
     */
    public static String yaml(String name) {
        requireCurrent(name);
        if (!BUNDLED.contains(name)) {
            throw new UsageException("no bundled mapping '" + name + "'; there are " + String.join(", ", BUNDLED));
        }
        return resource(name);
    }

    /**
     * Loads a mapping.
     *
     * @param nameOrFile the name of a bundled one, or a file
     * @throws UsageException if there is neither, or the file cannot be read
     * @throws MappingException if the mapping is at fault
     */
    public Mapping load(String nameOrFile) {
        if (BUNDLED.contains(nameOrFile)) {
            return reader.read(nameOrFile + ".yaml", resource(nameOrFile));
        }
        Path file = Path.of(nameOrFile);
        if (!Files.isRegularFile(file)) {
            requireCurrent(nameOrFile);
            throw new UsageException("no mapping '" + nameOrFile + "': neither a file nor one of the bundled "
                    + String.join(", ", BUNDLED));
        }
        try {
            return reader.read(nameOrFile, Files.readString(file));
        } catch (CharacterCodingException e) {
            throw new UsageException(nameOrFile + ": a mapping is UTF-8 text, this file is not", e);
        } catch (IOException e) {
            throw new UsageException(nameOrFile + ": cannot be read: " + e, e);
        }
    }

    private static void requireCurrent(String name) {
        String current = RENAMED.get(name);
        if (current != null) {
            throw new UsageException("the bundled mapping '" + name + "' is now called " + current);
        }
    }

    private static String resource(String name) {
        try (InputStream in =
                Mappings.class.getResourceAsStream("/io/tillstream/producer/mappings/" + name + ".yaml")) {
            if (in == null) {
                throw new IllegalStateException("the bundled mapping " + name + " is not on the class path");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
