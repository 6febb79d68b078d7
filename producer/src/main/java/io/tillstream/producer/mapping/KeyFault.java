package io.tillstream.producer.mapping;

/** What is wrong with one key of a mapping. {@link MappingValidator} adds the file and the line. */
final class KeyFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * Makes a fault.
     *
     * @param path the key with the keys above it, for example {@code fields.quantity.scale}
     * @param problem what is wrong, as the end of a sentence that starts with the path
     */
    KeyFault(String path, String problem) {
        super(problem);
        this.path = path;
    }

    String path() {
        return path;
    }
}
