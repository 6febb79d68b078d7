package io.tillstream.page.http;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a browser asks for.
 *
 * @param method the HTTP method
 * @param path the path, decoded
 * @param parameters the query string's names and values, decoded
 */
public record Request(String method, String path, Map<String, String> parameters) {
    /** Copies the parameters. */
    public Request {
        parameters = Map.copyOf(parameters);
    }

    /**
     * Reads a request's address.
     *
     * @throws IllegalArgumentException if a parameter has no value, is there twice, or is not encoded as it must be
     */
    static Request of(String method, URI address) {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = address.getRawQuery();
        if (query != null && !query.isEmpty()) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                if (equals < 1) {
                    throw new IllegalArgumentException("A parameter in the address has the form NAME=VALUE.");
                }
                String name = decoded(pair.substring(0, equals));
                if (parameters.put(name, decoded(pair.substring(equals + 1))) != null) {
                    throw new IllegalArgumentException("A parameter is in the address twice.");
                }
            }
        }
        return new Request(method, address.getPath(), parameters);
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
