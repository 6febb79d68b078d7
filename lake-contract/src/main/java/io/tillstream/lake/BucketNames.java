package io.tillstream.lake;

import java.util.regex.Pattern;

/** Names of S3 buckets. */
public final class BucketNames {
    /** What a bucket may be called (S3's naming rules), as an allow-list for settings and SQL. */
    public static final Pattern FORM = Pattern.compile("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

    private BucketNames() {}

    /** Returns whether S3 allows the name for a bucket. */
    public static boolean isValid(String name) {
        return FORM.matcher(name).matches();
    }
}
