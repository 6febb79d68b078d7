package io.tillstream.standins.redshift.copy;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An object in S3, from an address of the form {@code s3://bucket/key}. */
record S3Address(String bucket, String key) {
    private static final Pattern FORM = Pattern.compile("s3://([a-z0-9][a-z0-9.-]{1,61}[a-z0-9])/(.+)");

    static S3Address parse(String address) throws CopyException {
        Matcher matcher = FORM.matcher(address);
        if (!matcher.matches()) {
            throw CopyException.of(
                    address, "Problem reading manifest file - '" + address + "' is not the address of an S3 object");
        }
        return new S3Address(matcher.group(1), matcher.group(2));
    }

    @Override
    public String toString() {
        return "s3://" + bucket + "/" + key;
    }
}
