package io.tillstream.lake;

/** Environment variables and output lines by which one program starts or reads another (docs/reference/contracts.md, sections 1 and 5). */
public final class ProgramProtocol {
    /** What the variable of every option {@code --some-name} starts with. */
    public static final String PREFIX = "TILLSTREAM_";

    /** The bucket of the lake. */
    public static final String LAKE_BUCKET = PREFIX + "LAKE_BUCKET";

    /** The role by which Redshift's COPY reads the lake. */
    public static final String COPY_ROLE_ARN = PREFIX + "COPY_ROLE_ARN";

    /** The Redshift Serverless workgroup. */
    public static final String WORKGROUP = PREFIX + "WORKGROUP";

    /** The database in the workgroup. */
    public static final String DATABASE = PREFIX + "DATABASE";

    /** How often the sweeper wakes the loader, in minutes. */
    public static final String SWEEP_MINUTES = PREFIX + "SWEEP_MINUTES";

    /** The secret of a database user; without it the caller's role is the user. */
    public static final String SECRET_ARN = PREFIX + "SECRET_ARN";

    /** What the line starts with by which a program reports its outcome; a JSON object follows after a blank. */
    public static final String RESULT_LINE = PREFIX + "RESULT";

    /** What the line starts with by which a program reports how far it is; a JSON object follows after a blank. */
    public static final String PROGRESS_LINE = PREFIX + "PROGRESS";

    private ProgramProtocol() {}
}
