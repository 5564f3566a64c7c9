package dev.barkeeper.watchdog;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

class HeartbeatUrlTest {
    private final List<String> asked = new CopyOnWriteArrayList<>();

    @Test
    void asksOnceABeatWhateverTheServiceAnswersAndWhetherItIsThere() throws IOException {
        HttpServer service = serve(0, 200);
        int port = service.getAddress().getPort();
        HeartbeatUrl url = new HeartbeatUrl(URI.create("http://127.0.0.1:" + port + "/ping/bot?rid=1"));
        url.beat();
        service.stop(0);
        url.beat();
        HttpServer broken = serve(port, 500);
        url.beat();
        url.beat();
        broken.stop(0);

        assertThat(asked).containsExactly("GET /ping/bot?rid=1", "GET /ping/bot?rid=1", "GET /ping/bot?rid=1");
    }

    private HttpServer serve(int port, int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        return server;
    }
}
