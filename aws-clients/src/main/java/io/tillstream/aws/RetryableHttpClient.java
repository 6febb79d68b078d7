package io.tillstream.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;

/**
 * The SDK's URL-connection client, with failures of the connection as the SDK retries them. By itself that client throws an
 * {@link UncheckedIOException} where a connection ends while it waits for 100 (Continue) or reads the head of an answer, and
 * the SDK lets that through at once: one kept connection that the server has closed meanwhile would fail the whole call. A
 * file that cannot be read is not retried.
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
                    if (e.getCause() instanceof FileSystemException) {
                        throw e;
                    }
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
