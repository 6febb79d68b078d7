package io.tillstream.events;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;

/** The Avro schema of a sale, and its version. */
public final class SalesSchema {
    /** Name of the field that holds what the contract does not name. */
    public static final String EXTRAS = "extras";

    /** Version of the contract: raised by one with every field that is added. Bronze records it on each object. */
    public static final int VERSION = 1;

    private SalesSchema() {}

    /**
     * Returns the schema, read anew from the class path.
     *
     * @throws IllegalStateException if the module was packaged without it
     */
    public static Schema sale() {
        try (InputStream in = SalesSchema.class.getResourceAsStream("sale.avsc")) {
            if (in == null) {
                throw new IllegalStateException("sale.avsc is not on the class path next to " + SalesSchema.class);
            }
            return new Schema.Parser().parse(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
