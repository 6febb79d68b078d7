package io.tillstream.benchmarks.ingest;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Who is measured. */
enum Contender {
    /** The first limit: polls the topic with the writer's consumer. */
    POLL("poll only"),
    /** The second limit: decodes the topic's values from memory. */
    DECODE("decode only"),
    /** The third limit: encodes decoded sales as Parquet on local disk. */
    ENCODE("encode only"),
    /** The s3-writer's own program, into the S3 stand-in. */
    WRITER("s3-writer"),
    /** Spark Structured Streaming, to local disk. */
    SPARK("spark");

    private final String label;

    Contender(String label) {
        this.label = label;
    }

    /** Returns its name in tables. */
    String label() {
        return label;
    }

    /** Returns its name in files and options. */
    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Returns whether it is one of the three limits whose sum the writer is compared with. */
    boolean isLimit() {
        return switch (this) {
            case POLL, DECODE, ENCODE -> true;
            case WRITER, SPARK -> false;
        };
    }

    /** Returns whether it leaves a Parquet file for each row it read. */
    boolean writesParquet() {
        return switch (this) {
            case ENCODE, WRITER, SPARK -> true;
            case POLL, DECODE -> false;
        };
    }

    /** Returns the peer of that name. */
    static Optional<Contender> peer(String id) {
        return Arrays.stream(values())
                .filter(contender -> !contender.isLimit() && contender != WRITER)
                .filter(contender -> contender.id().equals(id))
                .findFirst();
    }
}
