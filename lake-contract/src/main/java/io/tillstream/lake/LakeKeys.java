package io.tillstream.lake;

/** Where things are in the lake's bucket (docs/reference/contracts.md, section 2). Load sets: {@link LoadSetKeys}. */
public final class LakeKeys {
    /** What every key of Bronze starts with; {@link ChainId} makes and reads the rest. */
    public static final String BRONZE = "bronze/";

    /** What every key of the Iceberg tables starts with. */
    public static final String WAREHOUSE = "warehouse/";

    /** What every key of what programs tell each other starts with. */
    public static final String STATE = "state/";

    /** The advisory copy of Silver's {@link Cursor}, overwritten after each batch. */
    public static final String SILVER_CURSOR = STATE + "silver-cursor.json";

    /** While this object exists, the loader loads nothing. */
    public static final String LOAD_PAUSED = STATE + "load-paused.json";

    /** How the loader's last invocation ended, overwritten by each. */
    public static final String LOADER_OUTCOME = STATE + "loader.json";

    /** The number of the last attempt at the set that is being loaded; the loader's own. */
    public static final String LOAD_ATTEMPT = STATE + "load-attempt.json";

    /** Results of single runs of a job, for whoever started the run. */
    public static final String RESULTS = STATE + "results/";

    /** Product catalogues in canonical form, one CSV file for each. */
    public static final String PRODUCT_CATALOGUES = "reference/products/";

    private LakeKeys() {}
}
