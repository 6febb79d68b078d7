package io.tillstream.lake;

/** The keys of the lake's bucket (docs/reference/contracts.md, section 2). For load sets see {@link LoadSetKeys}. */
public final class LakeKeys {
    /** Prefix of all Bronze keys; {@link ChainId} makes and parses the rest. */
    public static final String BRONZE = "bronze/";

    /** Prefix of the Iceberg tables' files. */
    public static final String WAREHOUSE = "warehouse/";

    /** Prefix of small objects by which programs inform each other. */
    public static final String STATE = "state/";

    /** The advisory copy of Silver's {@link Cursor}, overwritten after each batch. */
    public static final String SILVER_CURSOR = STATE + "silver-cursor.json";

    /** While this object exists, the loader loads nothing. */
    public static final String LOAD_PAUSED = STATE + "load-paused.json";

    /** How the loader's last invocation ended, overwritten by each. */
    public static final String LOADER_OUTCOME = STATE + "loader.json";

    /** The number of the last attempt at the set that is being loaded; the loader's own. */
    public static final String LOAD_ATTEMPT = STATE + "load-attempt.json";

    /** Prefix of the results of single job runs, for the program that started the run. */
    public static final String RESULTS = STATE + "results/";

    /** Prefix of what operators put into the lake. */
    public static final String REFERENCE = "reference/";

    /** Product catalogues in canonical form, one CSV file each. */
    public static final String PRODUCT_CATALOGUES = REFERENCE + "products/";

    private LakeKeys() {}
}
