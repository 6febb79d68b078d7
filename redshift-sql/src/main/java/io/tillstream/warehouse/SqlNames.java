package io.tillstream.warehouse;

import io.tillstream.lake.BucketNames;
import java.util.regex.Pattern;

/**
 * The allow-list for names that are written into SQL text, because COPY and DDL take no bound parameters for them. None of
 * the forms admits a quote, a backslash, a blank or a control character.
 */
final class SqlNames {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9_=-][A-Za-z0-9/_.=-]{0,1023}");
    private static final Pattern ROLE_ARN =
            Pattern.compile("arn:aws(-[a-z]+)*:iam::[0-9]{12}:role/[A-Za-z0-9+=,.@_/-]{1,576}");
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}");

    private SqlNames() {}

    static void requireBucket(String name) {
        require("bucket", name, BucketNames.FORM, "an S3 bucket name of lower-case letters, digits, '.' and '-'");
    }

    static void requireKey(String name) {
        require("S3 key", name, KEY, "letters, digits and / _ . = -");
        if (name.contains("..")) {
            throw new InvalidNameException("S3 key", name, "a key without '..'");
        }
    }

    static void requireRoleArn(String name) {
        require("COPY role", name, ROLE_ARN, "the ARN of an IAM role");
    }

    static void requireUuid(String name) {
        require("attempt", name, UUID, "a UUID in lower case");
    }

    private static void require(String what, String name, Pattern pattern, String allowed) {
        if (!pattern.matcher(name).matches()) {
            throw new InvalidNameException(what, name, allowed);
        }
    }
}
