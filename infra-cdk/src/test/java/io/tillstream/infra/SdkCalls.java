package io.tillstream.infra;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Which calls of the AWS SDK a module's compiled classes make: {@code s3:putObject} and so on, from their constant pools. A
 * call of the shared clients (module {@code aws-clients}) counts as the calls of the SDK behind it.
 */
final class SdkCalls {
    private static final Pattern CLIENT =
            Pattern.compile("software/amazon/awssdk/services/([a-z0-9]+)/[A-Za-z0-9]+Client");

    private static final Pattern SHARED = Pattern.compile("io/tillstream/aws/(s3|redshift)/[A-Za-z0-9]+");

    /** The shared clients' methods, and what each asks of AWS; {@link PermissionsTest} holds it against their classes. */
    static final Map<String, String> SHARED_CALLS = Map.ofEntries(
            Map.entry("s3.create", "s3:putObject"),
            Map.entry("s3.putIfAbsent", "s3:putObject"),
            Map.entry("s3.put", "s3:putObject"),
            Map.entry("s3.head", "s3:headObject"),
            Map.entry("s3.get", "s3:getObjectAsBytes"),
            Map.entry("s3.read", "s3:getObjectAsBytes"),
            Map.entry("s3.keysAfter", "s3:listObjectsV2Paginator"),
            Map.entry("s3.keys", "s3:listObjectsV2Paginator"),
            Map.entry("s3.childPrefixes", "s3:listObjectsV2Paginator"),
            Map.entry("redshift.submitBatch", "redshiftdata:batchExecuteStatement"),
            Map.entry("redshift.submit", "redshiftdata:executeStatement"),
            Map.entry("redshift.await", "redshiftdata:describeStatement"),
            Map.entry("redshift.read", "redshiftdata:getStatementResultPaginator"),
            Map.entry("redshift.cancelRunning", "redshiftdata:cancelStatement"));

    private SdkCalls() {}

    static Set<String> of(Path classes) throws IOException {
        Set<String> calls = new TreeSet<>();
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".class")).toList()) {
                read(file, calls);
            }
        }
        return calls;
    }

    /** JVM specification, section 4.4. */
    private static void read(Path file, Set<String> calls) throws IOException {
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
            in.skipNBytes(8);
            int count = in.readUnsignedShort();
            Object[] pool = new Object[count];
            for (int i = 1; i < count; i++) {
                int tag = in.readUnsignedByte();
                switch (tag) {
                    case 1 -> pool[i] = in.readUTF();
                    case 3, 4 -> in.skipNBytes(4);
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        i++;
                    }
                    case 7, 8, 16, 19, 20 -> pool[i] = in.readUnsignedShort();
                    case 9, 12, 17, 18 -> pool[i] = new int[] {in.readUnsignedShort(), in.readUnsignedShort()};
                    case 10, 11 -> pool[i] = new int[] {in.readUnsignedShort(), in.readUnsignedShort(), tag};
                    case 15 -> in.skipNBytes(3);
                    default -> throw new IOException(file + ": unknown constant " + tag);
                }
            }
            for (Object entry : pool) {
                if (entry instanceof int[] method && method.length == 3) {
                    String owner = (String) pool[(Integer) pool[method[0]]];
                    Matcher client = CLIENT.matcher(owner);
                    Matcher shared = SHARED.matcher(owner);
                    String name = (String) pool[((int[]) pool[method[1]])[0]];
                    if (shared.matches() && SHARED_CALLS.containsKey(shared.group(1) + "." + name)) {
                        calls.add(SHARED_CALLS.get(shared.group(1) + "." + name));
                    }
                    if (client.matches()
                            && !Set.of("builder", "close", "create").contains(name)) {
                        calls.add(client.group(1) + ":" + name);
                    }
                }
            }
        }
    }
}
