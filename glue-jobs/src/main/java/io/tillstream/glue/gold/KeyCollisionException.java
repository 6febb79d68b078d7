package io.tillstream.glue.gold;

/** Two natural keys of a dimension have one surrogate key: facts could not tell them apart. */
public final class KeyCollisionException extends GoldException {
    private static final long serialVersionUID = 1L;

    KeyCollisionException(GoldTable table, long rows, long keys, long unknown) {
        super(
                "gold." + table.tableName() + " would have " + rows + " rows of this batch's " + keys + " keys, and "
                        + unknown
                        + " rows with the unknown member's key. Two natural keys share a hash: add a constant to the hashed columns in"
                        + " SurrogateKey, and let Gold and the warehouse be built again from Silver (docs/explanation/gold.md).");
    }
}
