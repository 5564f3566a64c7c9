package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import com.fasterxml.jackson.databind.JsonNode;
import dev.barkeeper.model.Side;
import dev.barkeeper.paper.NewOrder;
import java.time.Duration;
import java.util.Collections;
import okhttp3.Headers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RealtimeCommandsTest {
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

    @Test
    void authenticatesByFrame() throws Exception {
        try (TestSocket socket = exchange.socket()) {
            socket.next();
            socket.subscribe("order");
            JsonNode refused = socket.next();
            assertThat(refused.path("status").asInt()).isEqualTo(401);
            Headers given = TestExchange.credentials(ApiKeys.DEMO_KEY, ApiKeys.DEMO_SECRET);
            String frame = "{\"op\":\"authKeyExpires\",\"args\":[\"" + ApiKeys.DEMO_KEY + "\","
                    + given.get("api-expires") + ",\"" + given.get("api-signature") + "\"]}";
            socket.send(frame);
            JsonNode ack = socket.next();
            assertThat(ack.path("success").asBoolean()).isTrue();
            assertThat(ack.at("/request/op").asText()).isEqualTo("authKeyExpires");
            assertThat(socket.subscribe("order").next().path("subscribe").asText())
                    .isEqualTo("order");
            socket.next("order", "partial");
            socket.send(frame);
            assertThat(socket.next().path("error").asText()).isEqualTo("You are already authenticated.");
        }
    }

    @Test
    void authenticatesByQueryAndRefusesTheUpgradeOtherwise() throws Exception {
        Headers given = TestExchange.credentials(ApiKeys.DEMO_KEY, ApiKeys.DEMO_SECRET);
        String query = "?api-expires=" + given.get("api-expires") + "&api-key=" + given.get("api-key")
                + "&api-signature=" + given.get("api-signature") + "&subscribe=margin";
        try (TestSocket socket = exchange.socket(query)) {
            assertThat(socket.next("margin", "partial")
                            .at("/data/0/walletBalance")
                            .asLong())
                    .isEqualTo(100_000_000);
        }
        String url = exchange.server.webSocketUrl();
        try (TestSocket socket =
                new TestSocket(exchange.http, url, TestExchange.credentials(ApiKeys.DEMO_KEY, "wrong"))) {
            assertThat(socket.awaitRefusal()).isEqualTo(401);
        }
        try (TestSocket socket = new TestSocket(
                exchange.http,
                url,
                TestExchange.credentials(TestExchange.DISABLED.id(), TestExchange.DISABLED.secret()))) {
            assertThat(socket.awaitRefusal()).isEqualTo(403);
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "{\"op\":\"subscribe\",\"args\":[\"orderBookL2:XBTBTC\"]}|400|Unknown or expired symbol.",
                "{\"op\":\"subscribe\",\"args\":\"nonsense\"}|400|Unknown table: nonsense",
                "{\"op\":\"subscribe\",\"args\":[\"margin:XBTUSD\"]}|400|Unknown or expired symbol.",
                "{\"op\":\"unsubscribe\",\"args\":[\"trade\"]}|400|You are not subscribed to this topic: trade",
                "{\"op\":\"dance\"}|400|Unknown operation: dance",
                "{\"op\":\"authKeyExpires\",\"args\":[]}|400|You are already authenticated.",
                "{\"op\":\"cancelAllAfter\",\"args\":18446744073709551616}|400|timeout is invalid",
                "nonsense|400|Unrecognized request. Send 'help' for usage."
            })
    void answersErrorsWithTheRequest(String message, int status, String error) throws Exception {
        try (TestSocket socket = exchange.privateSocket()) {
            socket.next();
            JsonNode frame = socket.send(message).next();
            assertThat(frame.path("status").asInt()).isEqualTo(status);
            assertThat(frame.path("error").asText()).isEqualTo(error);
            assertThat(
                            frame.path("request").isTextual()
                                    ? frame.path("request").asText()
                                    : frame.path("request").toString())
                    .isEqualTo(message);
        }
    }

    @Test
    void answersAnAuthenticationThatNamesItsArguments() throws Exception {
        try (TestSocket socket = exchange.socket()) {
            socket.next();
            JsonNode frame = socket.send("{\"op\":\"authKeyExpires\",\"args\":{\"a\":\"b\",\"c\":1,\"d\":\"e\"}}")
                    .next();
            assertThat(frame.path("status").asInt()).isEqualTo(400);
            assertThat(frame.path("error").asText()).isEqualTo("Missing API key.");
        }
    }

    @Test
    void refusesToSubscribeTwiceAndEndsAfterUnsubscribing() throws Exception {
        try (TestSocket socket = exchange.socket().subscribe("trade:XBTUSD")) {
            socket.drain();
            assertThat(socket.subscribe("trade:XBTUSD").next().path("error").asText())
                    .isEqualTo("You are already subscribed to this topic: trade:XBTUSD");
            socket.send("{\"op\":\"unsubscribe\",\"args\":\"trade:XBTUSD\"}");
            assertThat(socket.next().path("unsubscribe").asText()).isEqualTo("trade:XBTUSD");
            exchange.venue.advanceBar();
            assertThat(socket.drain()).isEmpty();
        }
    }

    @Test
    void holdsNobodyUpForWhoAsksForThousandsOfTables() throws Exception {
        try (TestSocket socket = exchange.socket()) {
            socket.next();
            String args = String.join(",", Collections.nCopies(16_000, "\"a\""));
            socket.send("{\"op\":\"subscribe\",\"args\":[" + args + "]}");
            assertThat(socket.next().path("error").asText()).isEqualTo("Unknown table: a");
            assertTimeout(Duration.ofSeconds(3), () -> exchange.venue.state("XBTUSD"));
            assertThat(socket.awaitEnd()).isEqualTo(1008);
        }
    }

    @Test
    void sendsAwayWhoEarnsTooManyErrors() throws Exception {
        try (TestSocket socket = exchange.socket()) {
            for (int i = 0; i < 30; i++) {
                socket.send("nonsense");
            }
            assertThat(socket.awaitEnd()).isEqualTo(1008);
        }
    }

    @Test
    void answersPingHelpAndTheDeadMansSwitch() throws Exception {
        try (TestSocket socket = exchange.privateSocket()) {
            socket.next();
            assertThat(socket.send("ping").text()).isEqualTo("pong");
            assertThat(socket.send("help").next().path("ops").toString()).contains("cancelAllAfter");
            JsonNode armed =
                    socket.send("{\"op\":\"cancelAllAfter\",\"args\":60000}").next();
            assertThat(armed.path("cancelTime").asText()).isEqualTo("2022-01-03T10:02:00.000Z");
            assertThat(armed.at("/request/args").asLong()).isEqualTo(60_000);
            socket.send("{\"op\":\"cancelAllAfter\",\"args\":0}");
            assertThat(socket.next().path("cancelTime").asLong(-1)).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"order", "execution", "position"})
    void keepsAccountsApart(String table) throws Exception {
        Headers other = TestExchange.credentials(TestExchange.OTHER.id(), TestExchange.OTHER.secret());
        try (TestSocket socket =
                new TestSocket(exchange.http, exchange.server.webSocketUrl(), other).subscribe(table)) {
            socket.drain();
            exchange.venue.place(ApiKeys.DEMO_ACCOUNT, NewOrder.market("XBTUSD", Side.BUY, 100));
            assertThat(socket.drain()).isEmpty();
        }
    }
}
