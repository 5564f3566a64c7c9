package dev.barkeeper.app.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.barkeeper.app.config.ClockSpeed;
import dev.barkeeper.bitmex.BitmexExchange;
import dev.barkeeper.bitmex.BitmexSettings;
import dev.barkeeper.bitmex.BitmexVenue;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.TradingRight;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.Side;
import dev.barkeeper.paper.PriceSourceException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExchangeSessionTest {
    private static final long NOW = Instant.parse("2026-11-20T12:00:30Z").toEpochMilli();

    @TempDir
    Path folder;

    @Test
    void accountsOutliveTheProgramUnlessItIsFresh() throws Exception {
        try (ExchangeSession first = ExchangeSession.start(settings(kept(), Optional.empty()), NOW)) {
            assertThat(first.symbols()).containsExactly("XBTUSD", "XBTUSDT", "ETHUSD");
            assertThat(Instant.ofEpochMilli(first.nowMillis()))
                    .isBetween(Instant.parse("2026-11-20T12:00:00Z"), Instant.parse("2026-11-20T12:00:20Z"));
            buy(first, 100);
        }
        try (ExchangeSession second = ExchangeSession.start(settings(kept(), Optional.empty()), NOW + 60_000)) {
            assertThat(position(second)).isEqualTo(100);
        }
        try (ExchangeSession fresh = ExchangeSession.start(settings(Optional.empty(), Optional.empty()), NOW)) {
            assertThat(position(fresh)).isZero();
        }
    }

    @Test
    void twoDoNotKeepTheSameAccounts() throws Exception {
        try (ExchangeSession first = ExchangeSession.start(settings(kept(), Optional.empty()), NOW)) {
            buy(first, 100);
            assertThatThrownBy(() -> ExchangeSession.start(settings(kept(), Optional.empty()), NOW))
                    .isInstanceOf(IOException.class)
                    .hasMessageContainingAll("another exchange runs", "accounts.json", "--fresh");
        }
        try (ExchangeSession next = ExchangeSession.start(settings(kept(), Optional.empty()), NOW)) {
            assertThat(position(next)).isEqualTo(100);
        }
    }

    @Test
    void walksAlongAPricesFileToItsEnd() throws Exception {
        Path bars = folder.resolve("bars.csv");
        Files.writeString(bars, "timestamp,open,high,low,close,volume\n2022-01-01T00:00:00Z,9300,9310,9290,9305,100\n");
        ExchangeSettings settings = new ExchangeSettings(
                0, Optional.of(bars), false, new ClockSpeed(10_000), 1, Optional.empty(), Optional.empty());

        try (ExchangeSession session = ExchangeSession.start(settings, NOW)) {
            assertThat(session.symbols()).containsExactly("XBTUSD");
            Awaitility.await().until(session::isAtEnd);
            assertThat(Instant.ofEpochMilli(session.nowMillis()))
                    .isBetween(Instant.parse("2022-01-01T00:01:00Z"), Instant.parse("2022-01-01T02:00:00Z"));
        }
    }

    @Test
    void saysWhatIsWrongWithItsFiles() throws IOException {
        Path bars = folder.resolve("bad.csv");
        Files.writeString(bars, "time,price\n");
        Files.writeString(folder.resolve("accounts.json"), "{broken");

        assertThatThrownBy(() -> ExchangeSession.start(settings(Optional.empty(), Optional.of(bars)), NOW))
                .isInstanceOf(PriceSourceException.class)
                .hasMessageContaining("bad.csv");
        assertThatThrownBy(() -> ExchangeSession.start(settings(kept(), Optional.empty()), NOW))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("accounts.json is damaged");
    }

    /** The draft of every writing goes where nothing has room. */
    @Test
    void doesNotPretendToKeepItsAccountsOnAFullDisk() throws Exception {
        Path draft = folder.resolve("accounts.json.new");
        Files.createSymbolicLink(draft, Path.of("/dev/full"));

        assertThatThrownBy(() -> ExchangeSession.start(settings(kept(), Optional.empty()), NOW))
                .isInstanceOf(FileSystemException.class)
                .hasMessage(folder.resolve("accounts.json") + ": No space left on device");

        ExchangeSession session = ExchangeSession.start(settings(kept(), Optional.empty()), NOW);
        try {
            Files.createDirectories(draft.resolve("in-the-way"));
            buy(session, 100);
            Awaitility.await().until(() -> session.trouble().isPresent());
            assertThat(session.trouble().get()).contains(draft.toString());
            Files.delete(draft.resolve("in-the-way"));
            Awaitility.await().until(() -> session.trouble().isEmpty());
            Files.createDirectories(draft.resolve("in-the-way"));
        } finally {
            assertThatThrownBy(session::close)
                    .isInstanceOf(FileSystemException.class)
                    .hasMessageContaining(draft.toString());
        }
    }

    private ExchangeSettings settings(Optional<Path> accounts, Optional<Path> bars) {
        return new ExchangeSettings(0, bars, false, new ClockSpeed(1), 1, Optional.empty(), accounts);
    }

    private Optional<Path> kept() {
        return Optional.of(folder.resolve("accounts.json"));
    }

    private static void buy(ExchangeSession session, long contracts) {
        OrderRequest order = OrderRequest.market(new ClientOrderId(1, "t"), "XBTUSD", Side.BUY, contracts);
        ask(session, exchange -> exchange.submit(order), ExchangeReport.Acknowledged.class);
    }

    private static long position(ExchangeSession session) {
        return ask(session, exchange -> exchange.fetchAccount("XBTUSD"), ExchangeReport.AccountFetched.class)
                .snapshot()
                .position()
                .contracts();
    }

    private static <T> T ask(
            ExchangeSession session, java.util.function.Consumer<BitmexExchange> question, Class<T> answer) {
        List<ExchangeReport> reports = new CopyOnWriteArrayList<>();
        BitmexSettings address =
                BitmexSettings.at(session.restUrl(), session.webSocketUrl(), ApiKeys.DEMO_KEY, ApiKeys.DEMO_SECRET);
        try (BitmexVenue venue = new BitmexVenue(address, stamp -> {});
                BitmexExchange exchange = venue.exchange("XBTUSD", TradingRight.ALWAYS)) {
            exchange.open(reports::add);
            question.accept(exchange);
            Awaitility.await().until(() -> reports.stream().anyMatch(answer::isInstance));
        }
        return reports.stream()
                .filter(answer::isInstance)
                .map(answer::cast)
                .findFirst()
                .orElseThrow();
    }
}
