package io.tillstream.lake;

/** A file is of a later version than this program knows: the program that wrote it is newer. */
public final class UnknownVersionException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownVersionException(long version, int known) {
        super("it is of version " + version + ", this program knows version " + known);
    }
}
