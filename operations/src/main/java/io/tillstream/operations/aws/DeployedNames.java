package io.tillstream.operations.aws;

/**
 * What the CDK app calls the parts of an environment: every name follows from the prefix, so nothing has to be looked up.
 *
 * @param prefix the environment's setting {@code prefix}
 */
public record DeployedNames(String prefix) {
    /** Default of the setting {@code redshift-database}. */
    public static final String DATABASE = "tillstream";

    /** The alias by which the loader is invoked. */
    public static final String LOADER_ALIAS = "live";

    /** Workgroup of Redshift Serverless. */
    public String workgroup() {
        return prefix;
    }

    /**
     * Bucket of the lake.
     *
     * @param account 12 digits
     * @param region where the environment is
     */
    public String lakeBucket(String account, String region) {
        return prefix + "-lake-" + account + "-" + region;
    }

    /** The function that loads load sets. */
    public String loader() {
        return prefix + "-loader";
    }

    /** The job that publishes revisions of load sets. */
    public String supersedeJob() {
        return prefix + "-supersede";
    }

    /** Log group of the errors of all jobs: Glue adds the names of security configuration and role to the prefix. */
    public String jobErrors() {
        return "/aws-glue/" + prefix + "/" + prefix + "-glue-role/" + prefix + "-glue-jobs/error";
    }

    /** The state machine of Silver and Gold. */
    public String pipeline() {
        return prefix + "-pipeline";
    }

    /** The state machine that compares Gold with the warehouse. */
    public String reconcile() {
        return prefix + "-reconcile";
    }
}
