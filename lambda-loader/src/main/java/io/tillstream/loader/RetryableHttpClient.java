package io.tillstream.loader;

import java.io.IOException;
import java.io.UncheckedIOException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The SDK's URL-connection client, with failures of the connection as the SDK tries them again. By itself that client
 * throws an {@link UncheckedIOException} where a connection ends while it waits for 100 (Continue) or reads an answer's
 * head, and the SDK lets that through at once: one kept connection that S3 has closed meanwhile would be a failed
 * invocation.
 */
final class RetryableHttpClient implements SdkHttpClient {
    private final SdkHttpClient client;

    RetryableHttpClient(SdkHttpClient client) {
        this.client = client;
    }

    @Override
    public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
        ExecutableHttpRequest prepared = client.prepareRequest(request);
        return new ExecutableHttpRequest() {
            @Override
            public HttpExecuteResponse call() throws IOException {
                try {
                    return prepared.call();
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            }

            @Override
            public void abort() {
                prepared.abort();
            }
        };
    }

    @Override
    public String clientName() {
        return client.clientName();
    }

    @Override
    public void close() {
        client.close();
    }
}
