package dev.barkeeper.bitmex;

import static org.awaitility.Awaitility.await;

import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.TradingRight;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.gateway.GatewayFaults;
import dev.barkeeper.gateway.GatewayServer;
import dev.barkeeper.gateway.GatewaySettings;
import dev.barkeeper.market.MarketDataListener;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Quote;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperFeeder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.PriceBar;
import dev.barkeeper.paper.ScriptedPrices;
import dev.barkeeper.paper.VenueSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The adapter at a paper exchange over real HTTP and WebSocket; the test moves the venue's clock bar by bar. */
final class PaperDesk implements AutoCloseable {
    static final String SYMBOL = "XBTUSD";
    static final long START = 1_580_752_800_000L;
    private static final SocketTimes QUICK = new SocketTimes(300, 300, 5_000, 60_000);
    private static final double SPEED = 60;

    /** Everything told by account and market, in its order. */
    final List<Object> told = new CopyOnWriteArrayList<>();

    final Reports reports = new Reports();
    final PaperVenue paper;
    final BitmexVenue venue;
    final BitmexExchange exchange;
    final BitmexMarketData market;
    private final Optional<PaperFeeder> feeder;
    private final GatewayServer gateway;

    /** @param closes of the minutes to come; each minute walks from the close before to its own */
    PaperDesk(double... closes) {
        this(false, closes);
    }

    /** @param lockStep whether the next minute comes by acknowledgement instead of the test's hand */
    PaperDesk(boolean lockStep, double... closes) {
        List<PriceBar> bars = new ArrayList<>();
        double before = closes[0];
        for (double close : closes) {
            bars.add(new PriceBar(
                    START + bars.size() * Bar.MINUTE_MILLIS,
                    E8.ofDouble(before),
                    E8.ofDouble(Math.max(before, close)),
                    E8.ofDouble(Math.min(before, close)),
                    E8.ofDouble(close),
                    120_000));
            before = close;
        }
        paper = PaperVenue.open(
                VenueSettings.DEFAULT, List.of(new Listing(ContractSpecs.xbtusd(), new ScriptedPrices(bars))));
        paper.openAccount(ApiKeys.DEMO_ACCOUNT, Map.of("XBt", 10_000_000_000L));
        feeder = lockStep ? Optional.of(PaperFeeder.lockStep(paper)) : Optional.empty();
        feeder.ifPresent(PaperFeeder::start);
        gateway = GatewayServer.start(
                paper,
                feeder,
                ApiKeys.demo(),
                lockStep ? GatewaySettings.lockStep(0) : GatewaySettings.atSpeed(0, SPEED));
        BitmexSettings settings = BitmexSettings.at(
                        gateway.restUrl(), gateway.webSocketUrl(), ApiKeys.DEMO_KEY, ApiKeys.DEMO_SECRET)
                .withTimeouts(Duration.ofSeconds(2), Duration.ofMillis(1_000))
                .withClockSpeed(lockStep ? 1 : SPEED);
        venue = new BitmexVenue(settings, stamp -> {}, QUICK);
        exchange = venue.exchange(SYMBOL, TradingRight.ALWAYS);
        market = venue.marketData();
    }

    /** Opens both sides and waits until they are up. */
    PaperDesk open() throws InterruptedException {
        exchange.open(report -> {
            told.add(report);
            reports.onReport(report);
        });
        market.open(SYMBOL, new Market());
        reports.await(ExchangeReport.Connected.class);
        await().until(() -> told.contains("connected"));
        return this;
    }

    GatewayFaults faults() {
        return gateway.faults();
    }

    static ClientOrderId id(long number) {
        return new ClientOrderId(number, "EMI");
    }

    /** Everything the venue's history has. */
    List<Fill> history() throws InterruptedException {
        exchange.fetchFills(SYMBOL, START);
        return reports.await(ExchangeReport.FillsFetched.class).fills();
    }

    /** What the stream told, so far. */
    List<Fill> streamed() {
        return told.stream()
                .filter(ExchangeReport.FillReported.class::isInstance)
                .map(report -> ((ExchangeReport.FillReported) report).fill())
                .toList();
    }

    /** Bars told of the minutes since the start, once each: a stream begins with the last one before it. */
    List<Bar> bars() {
        return told.stream()
                .filter(Bar.class::isInstance)
                .map(Bar.class::cast)
                .filter(bar -> bar.closeMillis() > START)
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        market.close();
        exchange.close();
        venue.close();
        gateway.close();
        feeder.ifPresent(PaperFeeder::close);
        paper.close();
    }

    private final class Market implements MarketDataListener {
        @Override
        public void onBar(Bar bar) {
            told.add(bar);
        }

        @Override
        public void onQuote(Quote quote) {
            told.add(quote);
        }

        @Override
        public void onConnected() {
            told.add("connected");
        }

        @Override
        public void onDisconnected(String cause) {
            told.add("disconnected");
        }
    }
}
