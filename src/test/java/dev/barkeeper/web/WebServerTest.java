package dev.barkeeper.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WebServerTest {
    private static final Health WELL = new Health(List.of(), Optional.empty());

    @Test
    void answersHealthAndMetrics() throws Exception {
        AtomicReference<Health> health = new AtomicReference<>(Health.starting("the \"database\" does not answer"));
        try (WebServer web = WebServer.start("127.0.0.1", 0, health::get, () -> "barkeeper_bars_total 1.0\n")) {
            HttpResponse<String> ill = get(web, "/health");
            assertThat(ill.statusCode()).isEqualTo(503);
            assertThat(ill.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
            assertThat(ill.body())
                    .isEqualTo("{\"status\":\"unhealthy\",\"reasons\":[\"starting: the \\\"database\\\" does not"
                            + " answer\"]}");
            health.set(WELL);
            assertThat(get(web, "/health").statusCode()).isEqualTo(200);
            assertThat(get(web, "/health").body()).isEqualTo("{\"status\":\"ok\",\"reasons\":[]}");
            HttpResponse<String> metrics = get(web, "/metrics");
            assertThat(metrics.body()).isEqualTo("barkeeper_bars_total 1.0\n");
            assertThat(metrics.headers().firstValue("Content-Type").orElse("")).startsWith("text/plain; version=0.0.4");
            assertThat(get(web, "/anything").statusCode()).isEqualTo(404);
        }
    }

    @Test
    void aPortInUseIsOneClearLine() {
        try (WebServer first = WebServer.start("127.0.0.1", 0, () -> WELL, () -> "")) {
            assertThatThrownBy(() -> WebServer.start("127.0.0.1", first.port(), () -> WELL, () -> ""))
                    .isInstanceOf(WebException.class)
                    .hasMessage("health and metrics cannot be served on 127.0.0.1:" + first.port()
                            + ": most likely the port is in use; choose another http.port, or 0 for none");
        }
    }

    private static HttpResponse<String> get(WebServer web, String path) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + web.port() + path))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }
}
