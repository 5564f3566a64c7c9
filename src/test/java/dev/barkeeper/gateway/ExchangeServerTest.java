package dev.barkeeper.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.model.E8;
import dev.barkeeper.model.Side;
import dev.barkeeper.paper.NewOrder;
import dev.barkeeper.paper.PriceSourceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalDouble;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeServerTest {
    private static final ExchangeSettings FRESH = ExchangeSettings.fresh(0, TestExchange.START + 17);

    @TempDir
    private Path folder;

    @Test
    void keepsItsAccountsFromRunToRun() throws IOException {
        ExchangeSettings settings = FRESH.withAccounts(folder.resolve("accounts.json"));
        try (ExchangeServer first = ExchangeServer.start(settings)) {
            first.venue().place(ApiKeys.DEMO_ACCOUNT, NewOrder.market("XBTUSD", Side.BUY, 100));
            first.venue()
                    .place(
                            ApiKeys.DEMO_ACCOUNT,
                            NewOrder.stop("XBTUSD", Side.SELL, 100, E8.ofWhole(5_000))
                                    .withId("1.bot"));
        }
        try (ExchangeServer second = ExchangeServer.start(settings)) {
            assertThat(second.venue().openOrders(ApiKeys.DEMO_ACCOUNT))
                    .extracting(order -> order.clOrdId())
                    .containsExactly("1.bot");
            assertThat(second.venue().positions(ApiKeys.DEMO_ACCOUNT))
                    .extracting(position -> position.contracts())
                    .containsExactly(100L);
        }
        try (ExchangeServer fresh = ExchangeServer.start(FRESH)) {
            assertThat(fresh.venue().positions(ApiKeys.DEMO_ACCOUNT)).isEmpty();
        }
    }

    @Test
    void walksABarsFileInLockStepToItsEnd() throws Exception {
        Path file = folder.resolve("bars.csv");
        Files.writeString(
                file,
                "timestamp,open,high,low,close,volume\n"
                        + "2022-01-03T10:00:00Z,9500,9505,9495,9502,1000\n"
                        + "2022-01-03T10:01:00Z,9502,9510,9500,9508,1000\n");
        ExchangeSettings settings = FRESH.withPrices(file, false).withSpeed(OptionalDouble.empty());
        OkHttpClient http = new OkHttpClient();
        try (ExchangeServer exchange = ExchangeServer.start(settings);
                TestSocket socket = new TestSocket(http, exchange.gateway().webSocketUrl(), Headers.of())) {
            socket.subscribe("tradeBin1m:XBTUSD").next("tradeBin1m", "partial");
            exchange.feeder().acknowledge(0);
            for (int minute = 1; minute <= 2; minute++) {
                String close = "2022-01-03T10:0" + minute + ":00.000Z";
                assertThat(socket.next("tradeBin1m", "insert")
                                .at("/data/0/timestamp")
                                .asText())
                        .isEqualTo(close);
                exchange.feeder().acknowledge(TestExchange.START + minute * 60_000L);
            }
            Awaitility.await().until(() -> exchange.feeder().isAtEnd());
            assertThat(exchange.introduction()).anyMatch(line -> line.contains("lock-step"));
        } finally {
            http.dispatcher().executorService().shutdown();
            http.connectionPool().evictAll();
        }
    }

    @Test
    void saysWhatKeepsItFromStarting() throws IOException {
        assertThatThrownBy(() -> ExchangeServer.start(FRESH.withPrices(folder.resolve("none.csv"), false)))
                .isInstanceOf(PriceSourceException.class)
                .hasMessageContaining("none.csv");
        Path damaged = Files.writeString(folder.resolve("damaged.json"), "{nonsense");
        assertThatThrownBy(() -> ExchangeServer.start(FRESH.withAccounts(damaged)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("damaged.json");
        try (ExchangeServer running = ExchangeServer.start(FRESH)) {
            int port = running.gateway().port();
            assertThatThrownBy(() -> ExchangeServer.start(ExchangeSettings.fresh(port, TestExchange.START)))
                    .isInstanceOf(GatewayException.class)
                    .hasMessageContaining("127.0.0.1:" + port);
        }
    }
}
