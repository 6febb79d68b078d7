package io.tillstream.loader;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The ClientToken that names one attempt at one load (invariant 7): every invocation that computes it for the same file, SQL and attempt
 * gets the same, and the Data API returns the statement that already has it instead of running another.
 */
final class AttemptToken {
    private AttemptToken() {}

    /**
     * Returns the token, 64 hex digits: the longest that the Data API takes.
     *
     * @param attempt 1, 2, 3 …
     */
    static String of(LoaderSettings settings, PublishedLoadSet load, List<String> statements, int attempt) {
        MessageDigest digest = sha256();
        update(digest, settings.workgroup());
        update(digest, settings.database());
        update(digest, settings.secretArn().orElse(""));
        update(digest, load.key());
        update(digest, load.etag());
        statements.forEach(statement -> update(digest, statement));
        update(digest, Integer.toString(attempt));
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void update(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
