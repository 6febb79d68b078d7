package io.tillstream.chaos;

import io.tillstream.local.process.Installation;
import io.tillstream.local.process.StandInClients;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where the processes under test run.
 *
 * @param installation the built modules
 * @param directory where broker and writers keep their data
 * @param logs where their logs go
 * @param brokerPort Kafka's port for clients
 * @param controllerPort Kafka's port for itself
 * @param s3 what writers take for S3
 * @param bucket the lake's bucket
 */
record Site(
        Installation installation,
        Path directory,
        Path logs,
        int brokerPort,
        int controllerPort,
        URI s3,
        String bucket) {
    /** Small and quick to start: a run starts up to a hundred of them on two cores. */
    static final List<String> SMALL_JVM = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-XX:-UsePerfData",
            "-Dfile.encoding=UTF-8",
            "-Duser.timezone=UTC");

    String bootstrapServers() {
        return "127.0.0.1:" + brokerPort;
    }

    /** What a writer's SDK reads. */
    Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>();
        environment.put("AWS_ENDPOINT_URL_S3", s3.toString());
        environment.put("AWS_REGION", StandInClients.REGION);
        environment.put("AWS_ACCESS_KEY_ID", StandInClients.CREDENTIAL);
        environment.put("AWS_SECRET_ACCESS_KEY", StandInClients.CREDENTIAL);
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        return environment;
    }
}
