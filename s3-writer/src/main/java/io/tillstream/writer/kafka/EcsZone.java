package io.tillstream.writer.kafka;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the rack of a task of ECS. Its metadata (version 4) name the availability zone as this account calls it, while MSK's
 * brokers have the zone's id as their rack; the two are put together by a setting. A rack only saves money and time, so a
 * writer that cannot learn it starts without.
 */
public final class EcsZone {
    /** The variable that ECS sets in every container. */
    static final String METADATA = "ECS_CONTAINER_METADATA_URI_V4";

    private static final Logger LOG = LoggerFactory.getLogger(EcsZone.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private EcsZone() {}

    /**
     * Returns the rack of the zone that this process is in.
     *
     * @param environment the variables of the process
     * @param rackByZone racks by the names of zones
     * @return the rack, or nothing if it cannot be found out
     */
    public static Optional<String> rack(Map<String, String> environment, Map<String, String> rackByZone) {
        String metadata = environment.get(METADATA);
        if (metadata == null) {
            LOG.warn(
                    "--client-rack-by-zone: this is not an ECS task ({} is not set); continuing without a rack",
                    METADATA);
            return Optional.empty();
        }
        try {
            Optional<String> zone = zone(metadata);
            Optional<String> rack = zone.map(rackByZone::get);
            if (rack.isEmpty()) {
                LOG.warn("--client-rack-by-zone has no rack for {}; continuing without a rack", zone);
            }
            return rack;
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the task's availability zone is not known ({}); continuing without a rack", e.toString());
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static Optional<String> zone(String metadata) throws IOException, InterruptedException {
        HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build();
        HttpResponse<String> answer = client.send(
                HttpRequest.newBuilder(URI.create(metadata + "/task"))
                        .timeout(TIMEOUT)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        try (JsonParser json = new JsonFactory().createParser(answer.body())) {
            json.nextToken();
            for (JsonToken token = json.nextToken(); token == JsonToken.FIELD_NAME; token = json.nextToken()) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("AvailabilityZone")) {
                    return Optional.of(json.getText());
                }
                json.skipChildren();
            }
        }
        return Optional.empty();
    }
}
