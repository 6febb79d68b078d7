package io.tillstream.glue.lake;

/** The state of the lake contradicts itself; going on could lose or double a sale, so a person has to look. */
public non-sealed class NeedsPersonException extends LakeException {
    private static final long serialVersionUID = 1L;

    /** Creates the error; the message names what was expected, what was found, and what to do next. */
    public NeedsPersonException(String message) {
        super(message, null);
    }

    /** As {@link #NeedsPersonException(String)}, with its cause. */
    public NeedsPersonException(String message, Throwable cause) {
        super(message, cause);
    }
}
