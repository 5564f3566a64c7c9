package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.gateway.TestExchange.Reply;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Leg;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class GatewayFaultsTest {
    private static final String MARKET = "symbol=XBTUSD&side=Buy&orderQty=100&ordType=Market&clOrdID=";
    private TestExchange exchange;

    @BeforeEach
    void start() {
        exchange = TestExchange.start();
        exchange.venue.advanceBar();
    }

    @AfterEach
    void stop() {
        exchange.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OVERLOADED|503|The system is currently overloaded. Please try again later.|false",
                "RATE_LIMITED|429|Rate limit exceeded, retry in 1 seconds.|false",
                "BAD_GATEWAY|502|Bad Gateway|false",
                "GATEWAY_TIMEOUT|504|Gateway Time-out|false",
                "UNAVAILABLE_AFTER|503|Service unavailable|true",
                "BAD_GATEWAY_AFTER|502|Bad Gateway|true",
                "GATEWAY_TIMEOUT_AFTER|504|Gateway Time-out|true"
            })
    void answersWrongly(FaultKind kind, int status, String text, boolean executed) throws IOException {
        exchange.arm(Fault.once(kind).where("route", "POST /order"));
        Reply reply = exchange.call("POST", "/order", MARKET + "1.bot").expect(status);
        assertThat(reply.body()).contains(text);
        assertThat(reply.headers().get("retry-after")).isEqualTo(kind == FaultKind.RATE_LIMITED ? "1" : null);
        assertThat(exists("1.bot")).isEqualTo(executed);
        exchange.call("POST", "/order", MARKET + "2.bot").expect(200);
    }

    @ParameterizedTest
    @EnumSource(names = {"REQUEST_LOST", "CONNECTION_RESET", "ANSWER_LOST", "RESET_AFTER"})
    void cutsTheConnection(FaultKind kind) throws IOException {
        exchange.arm(Fault.once(kind).where("route", "POST /order").millis(10));
        assertThatThrownBy(() -> exchange.call("POST", "/order", MARKET + "1.bot"))
                .isInstanceOf(IOException.class);
        assertThat(exists("1.bot")).isEqualTo(kind == FaultKind.ANSWER_LOST || kind == FaultKind.RESET_AFTER);
        exchange.call("POST", "/order", MARKET + "2.bot").expect(200);
    }

    @Test
    void delaysAnAnswer() throws IOException {
        exchange.arm(Fault.once(FaultKind.ANSWER_DELAYED)
                .where("route", "GET /position")
                .millis(300));
        long before = System.nanoTime();
        exchange.get("/position");
        assertThat((System.nanoTime() - before) / 1_000_000).isBetween(300L, 5_000L);
    }

    @Test
    void shedsNeitherCancelsNorACloseWithoutQuantity() throws IOException {
        exchange.post("/order", MARKET + "1.bot");
        exchange.arm(Fault.once(FaultKind.OVERLOADED));
        exchange.get("/order");
        exchange.call("DELETE", "/order/all", "").expect(200);
        exchange.post("/order", "symbol=XBTUSD&execInst=Close&ordType=Market");
        exchange.call("POST", "/order", MARKET + "2.bot").expect(503);
    }

    @Test
    void strikesTheLegItWasMeantFor() throws IOException {
        String stop =
                ClientOrderId.derive("bot", TestExchange.START, Leg.STOP, 0).text();
        String enter = ClientOrderId.derive("bot", TestExchange.START, Leg.ENTER_LONG, 2)
                .text();
        exchange.control(
                "POST", "/control/fault", "{\"fault\":\"bad-gateway-after\",\"leg\":\"STOP\",\"symbol\":\"XBTUSD\"}");
        exchange.post("/order", MARKET + enter);
        exchange.call("POST", "/order", "symbol=XBTUSD&side=Sell&orderQty=100&stopPx=9000&ordType=Stop&clOrdID=" + stop)
                .expect(502);
        assertThat(exists(stop)).isTrue();
    }

    @Test
    void cutsAndSilencesSockets() throws Exception {
        try (TestSocket dropped = exchange.socket()) {
            dropped.next();
            exchange.arm(Fault.once(FaultKind.SOCKET_DROP));
            assertThat(dropped.awaitEnd()).isZero();
        }
        try (TestSocket silent = exchange.socket().subscribe("trade:XBTUSD")) {
            silent.drain();
            exchange.arm(Fault.once(FaultKind.SOCKET_SILENT));
            silent.send("ping");
            exchange.venue.advanceBar();
            assertThat(silent.isSilent(200)).isTrue();
        }
        try (TestSocket socket = exchange.privateSocket().subscribe("execution", "order")) {
            socket.drain();
            exchange.arm(Fault.once(FaultKind.SOCKET_DROP).where("table", "execution"));
            exchange.post("/order", MARKET + "1.bot");
            assertThat(socket.next("order", "insert")).isNotNull();
            assertThat(socket.awaitEnd()).isZero();
        }
    }

    @Test
    void answersPingsUntilItIsSilenced() throws Exception {
        OkHttpClient pinging =
                exchange.http.newBuilder().pingInterval(Duration.ofSeconds(1)).build();
        try (TestSocket socket = new TestSocket(pinging, exchange.server.webSocketUrl(), Headers.of())) {
            socket.next();
            assertThat(socket.isSilent(2_200)).isTrue();
            assertThat(socket.send("ping").text()).isEqualTo("pong");
            exchange.arm(Fault.once(FaultKind.SOCKET_SILENT));
            assertThat(socket.awaitEnd()).isZero();
        }
    }

    @Test
    void refusesUpgrades() throws Exception {
        exchange.arm(Fault.once(FaultKind.UPGRADE_REFUSED).status(502).times(2));
        for (int i = 0; i < 2; i++) {
            try (TestSocket socket = exchange.socket()) {
                assertThat(socket.awaitRefusal()).isEqualTo(502);
            }
        }
        try (TestSocket socket = exchange.socket()) {
            assertThat(socket.next().has("info")).isTrue();
        }
    }

    @Test
    void bringsTheImageLate() throws Exception {
        exchange.arm(Fault.once(FaultKind.PARTIAL_LATE).where("table", "order").millis(150));
        try (TestSocket socket = exchange.privateSocket().subscribe("order")) {
            socket.next(frame -> frame.has("subscribe"));
            exchange.post("/order", "symbol=XBTUSD&orderQty=100&price=9000");
            assertThat(socket.next().path("action").asText()).isEqualTo("insert");
            assertThat(socket.next("order", "partial").path("data")).hasSize(1);
        }
    }

    @Test
    void doublesAndReordersExecutions() throws Exception {
        try (TestSocket socket = exchange.privateSocket().subscribe("execution")) {
            socket.drain();
            exchange.arm(Fault.once(FaultKind.EXECUTIONS_DOUBLED));
            exchange.post("/order", MARKET + "1.bot");
            List<JsonNode> frames = socket.drain();
            assertThat(frames).hasSize(2);
            assertThat(frames.get(0)).isEqualTo(frames.get(1));
            exchange.arm(Fault.once(FaultKind.EXECUTIONS_REORDERED));
            exchange.post("/order", MARKET + "2.bot");
            assertThat(socket.next("execution", "insert").path("data"))
                    .extracting(row -> row.path("execType").asText())
                    .containsExactly("Trade", "New");
            exchange.arm(Fault.once(FaultKind.EXECUTIONS_REORDERED));
            exchange.post("/order", "symbol=XBTUSD&orderQty=100&price=9000&clOrdID=3.bot");
            exchange.call("DELETE", "/order", "clOrdID=3.bot").expect(200);
            assertThat(socket.next("execution", "insert").at("/data/0/execType").asText())
                    .isEqualTo("Canceled");
            assertThat(socket.next("execution", "insert").at("/data/0/execType").asText())
                    .isEqualTo("New");
        }
    }

    @Test
    void handsFaultsOnToTheVenue() throws Exception {
        try (TestSocket socket = exchange.privateSocket().subscribe("tradeBin1m:XBTUSD", "position")) {
            socket.drain();
            arm("bar-missing");
            exchange.control("POST", "/control/step", "{}");
            assertThat(bars(socket)).isEmpty();
            assertThat(exchange.open("/trade/bucketed?symbol=XBTUSD&count=1&reverse=true")
                            .json()
                            .get(0)
                            .path("timestamp")
                            .asText())
                    .isEqualTo("2022-01-03T10:02:00.000Z");
            arm("bar-doubled");
            exchange.control("POST", "/control/step", "{}");
            assertThat(bars(socket)).hasSize(2);
            arm("bar-late");
            exchange.control("POST", "/control/step", "{}");
            assertThat(bars(socket)).isEmpty();
            exchange.control("POST", "/control/step", "{}");
            assertThat(bars(socket)).containsExactly("2022-01-03T10:04:00.000Z", "2022-01-03T10:05:00.000Z");
            exchange.control("POST", "/control/fault", "{\"fault\":\"external-trade\",\"contracts\":-50}");
            assertThat(socket.next("position", "insert")
                            .at("/data/0/currentQty")
                            .asLong())
                    .isEqualTo(-50);
        }
        String stop = "symbol=XBTUSD&side=Sell&orderQty=50&stopPx=9000&ordType=Stop&clOrdID=";
        arm("stop-refused");
        exchange.call("POST", "/order", stop + "1").expect(400);
        arm("stop-canceled");
        assertThat(exchange.post("/order", stop + "2").path("ordStatus").asText())
                .isEqualTo("Canceled");
        exchange.post("/order", stop + "3");
        exchange.control("POST", "/control/fault", "{\"fault\":\"external-cancel\",\"ordType\":\"Stop\"}");
        assertThat(exchange.get("/order?filter=%7B%22open%22:true%7D")).isEmpty();
    }

    @Test
    void listsAndClearsFaults() throws IOException {
        JsonNode armed = exchange.control(
                "POST", "/control/fault", "{\"fault\":\"overloaded\",\"count\":3,\"where\":{\"side\":\"Sell\"}}");
        assertThat(armed.at("/armed/0/count").asInt()).isEqualTo(3);
        assertThat(exchange.control("DELETE", "/control/fault", "").path("armed"))
                .isEmpty();
        assertThatThrownBy(() -> exchange.control("POST", "/control/fault", "{\"fault\":\"earthquake\"}"))
                .hasMessageContaining("unknown fault earthquake: there are overloaded");
    }

    @Test
    void cutsOffWhoReadsTooSlowly() throws Exception {
        try (java.net.Socket raw = new java.net.Socket(GatewaySettings.LOOPBACK, exchange.server.port())) {
            raw.setReceiveBufferSize(4_096);
            raw.getOutputStream()
                    .write(("GET /realtime?subscribe=orderBookL2 HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                    + "Sec-WebSocket-Version: 13\r\n\r\n")
                            .getBytes());
            org.awaitility.Awaitility.await()
                    .until(() -> exchange.control("GET", "/control/status", "")
                                    .path("sockets")
                                    .asInt()
                            == 1);
            for (int i = 0; i < 390 && sockets() == 1; i++) {
                exchange.venue.advanceBar();
            }
            org.awaitility.Awaitility.await().until(() -> sockets() == 0);
        }
    }

    /** In a thread of its own, since nothing ends a write that waits. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void cutsOffWhoAsksForPongsAndNeverReadsThem() throws Exception {
        byte[] pings = new byte[1_000 * 131];
        for (int at = 0; at < pings.length; at += 131) {
            pings[at] = (byte) 0x89;
            pings[at + 1] = (byte) (0x80 | 125);
        }
        try (java.net.Socket raw = new java.net.Socket()) {
            raw.setReceiveBufferSize(4_096);
            raw.connect(new java.net.InetSocketAddress(GatewaySettings.LOOPBACK, exchange.server.port()));
            raw.getOutputStream()
                    .write(("GET /realtime HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n"
                                    + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                                    + "Sec-WebSocket-Version: 13\r\n\r\n")
                            .getBytes());
            // frames that come with the request, before it is answered, may stay unread
            org.awaitility.Awaitility.await().until(() -> sockets() == 1);
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> {
                        for (int i = 0; i < 400; i++) {
                            raw.getOutputStream().write(pings);
                        }
                    })
                    .isInstanceOf(IOException.class);
            org.awaitility.Awaitility.await().until(() -> sockets() == 0);
        }
    }

    private int sockets() throws IOException {
        return exchange.control("GET", "/control/status", "").path("sockets").asInt();
    }

    private void arm(String fault) throws IOException {
        exchange.control("POST", "/control/fault", "{\"fault\":\"" + fault + "\"}");
    }

    private static List<String> bars(TestSocket socket) throws InterruptedException {
        return socket.drain().stream()
                .filter(frame -> frame.path("table").asText().equals("tradeBin1m"))
                .map(frame -> frame.at("/data/0/timestamp").asText())
                .toList();
    }

    private boolean exists(String clOrdId) throws IOException {
        return !exchange.get("/order?filter=%7B%22clOrdID%22:%22" + clOrdId + "%22%7D")
                .isEmpty();
    }
}
