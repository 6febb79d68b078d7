package io.tillstream.page.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestGuardTest {
    private final RequestGuard guard = new RequestGuard(19080);

    private int status(String method, String... headers) {
        return statusOf("/", method, headers);
    }

    private int statusOf(String path, String method, String... headers) {
        Headers all = new Headers();
        for (int i = 0; i < headers.length; i += 2) {
            all.add(headers[i], headers[i + 1]);
        }
        return guard.refusal(method, path, all).map(Reply::status).orElse(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:19080", "localhost:19080", "LOCALHOST:19080"})
    void thisServerMayBeNamed(String host) {
        assertThat(status("GET", "Host", host)).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"evil.example:19080", "127.0.0.1", "127.0.0.1:80", "localhost.evil.example:19080", ""})
    void anotherHostIsRefused(String host) {
        assertThat(status("GET", "Host", host)).isEqualTo(421);
    }

    @Test
    void aRequestWithoutHostIsRefused() {
        assertThat(status("GET")).isEqualTo(421);
    }

    @ParameterizedTest
    @CsvSource({
        "http://evil.example, 403",
        "http://localhost:19080, 403",
        "null, 403",
        "https://127.0.0.1:19080, 403",
        "http://127.0.0.1:19080, 200"
    })
    void onlyThePageItselfMayAsk(String origin, int status) {
        assertThat(status("GET", "Host", "127.0.0.1:19080", "Origin", origin)).isEqualTo(status);
    }

    @Test
    void aForeignPageCannotLoadAnything() {
        assertThat(status(
                        "GET", "Host", "127.0.0.1:19080", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "no-cors"))
                .isEqualTo(403);
        assertThat(status("GET", "Host", "127.0.0.1:19080", "Sec-Fetch-Site", "same-origin"))
                .isEqualTo(200);
    }

    @Test
    void aLinkToThePageMayBeFollowed() {
        assertThat(status(
                        "GET", "Host", "127.0.0.1:19080", "Sec-Fetch-Site", "cross-site", "Sec-Fetch-Mode", "navigate"))
                .isEqualTo(200);
        assertThat(status("GET", "Host", "127.0.0.1:19080", "Sec-Fetch-Site", "none"))
                .isEqualTo(200);
    }

    @Test
    void aLinkOfAnotherPageIntoTheApiStartsNothing() {
        assertThat(statusOf(
                        "/api/trace",
                        "GET",
                        "Host",
                        "127.0.0.1:19080",
                        "Sec-Fetch-Site",
                        "cross-site",
                        "Sec-Fetch-Mode",
                        "navigate"))
                .isEqualTo(403);
    }

    @Test
    void anActionNeedsThePagesOrigin() {
        assertThat(status("POST", "Host", "127.0.0.1:19080")).isEqualTo(403);
        assertThat(status("POST", "Host", "127.0.0.1:19080", "Origin", "http://127.0.0.1:19080"))
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "TRACE", "PATCH"})
    void thereIsNothingToChange(String method) {
        assertThat(status(method, "Host", "127.0.0.1:19080", "Origin", "http://127.0.0.1:19080"))
                .isEqualTo(405);
    }
}
