package io.tillstream.commandline;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** Reads the properties file of an option such as {@code --kafka-config}. Its values may be secrets: do not log them. */
public final class PropertiesFile {
    private PropertiesFile() {}

    /**
     * Returns the properties by their names, in the order of the names.
     *
     * @param file a UTF-8 text in the format of {@link Properties}
     * @throws IOException if it cannot be read, or has a malformed {@code \}{@code u} escape
     */
    public static Map<String, String> read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
        Map<String, String> byName = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> byName.put(name, properties.getProperty(name)));
        return byName;
    }
}
