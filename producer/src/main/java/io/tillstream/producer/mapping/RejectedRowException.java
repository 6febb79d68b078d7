package io.tillstream.producer.mapping;

/** A row that its mapping cannot turn into a sale. The row goes to the rejects file, and the run continues. */
public final class RejectedRowException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String field;

    /**
     * Creates one.
     *
     * @param field the field of the contract that is at fault
     * @param reason what is wrong with its value
     */
    public RejectedRowException(String field, String reason) {
        super(reason, null, false, false);
        this.field = field;
    }

    /** Returns the name of the field at fault. */
    public String field() {
        return field;
    }
}
