package dev.barkeeper.app.benchmark;

import dev.barkeeper.app.serve.PaperBotIni;
import dev.barkeeper.gateway.ApiKeys;
import dev.barkeeper.gateway.GatewayServer;
import dev.barkeeper.gateway.GatewaySettings;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperFeeder;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.VenueSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A paper exchange in lock-step in this process, served over real HTTP and WebSocket on a port of the loopback. */
final class WaitingExchange implements AutoCloseable {
    static final long START_MILLIS = Instant.parse("2025-01-02T00:00:00Z").toEpochMilli();
    static final String SYMBOL = "XBTUSD";
    private static final long DEPOSIT_SATOSHI = 100_000_000_000L;

    private final PaperVenue venue;
    private final PaperFeeder feeder;
    private final GatewayServer gateway;

    private WaitingExchange(PaperVenue venue, PaperFeeder feeder, GatewayServer gateway) {
        this.venue = venue;
        this.feeder = feeder;
        this.gateway = gateway;
    }

    /** @param restMillis how long it rests before each bar, of the wall */
    static WaitingExchange open(long restMillis) {
        PaperVenue venue = PaperVenue.open(
                VenueSettings.DEFAULT, List.of(new Listing(ContractSpecs.xbtusd(), new ZigzagPrices(START_MILLIS))));
        venue.openAccount(ApiKeys.DEMO_ACCOUNT, Map.of("XBt", DEPOSIT_SATOSHI));
        PaperFeeder feeder = PaperFeeder.lockStep(venue, restMillis);
        GatewayServer gateway =
                GatewayServer.start(venue, Optional.of(feeder), ApiKeys.demo(), GatewaySettings.lockStep(0));
        return new WaitingExchange(venue, feeder, gateway);
    }

    /** Lets the bars come, as soon as somebody acknowledges. */
    void startBars() {
        feeder.start();
    }

    String restUrl() {
        return gateway.restUrl();
    }

    String webSocketUrl() {
        return gateway.webSocketUrl();
    }

    int subscriptions() {
        return gateway.subscriptions();
    }

    /** How many bars have been published since the start. */
    long bars() {
        return Math.max(0, (venue.lastBarMillis() - START_MILLIS) / 60_000);
    }

    /** The ini of a bot at this exchange that turns with every bar. */
    void writeIni(Path file, List<String> more) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "bitmex.symbol = " + SYMBOL,
                "bitmex.tradebot.name = bench",
                "bitmex.tradebot.strategy = momentum",
                "bitmex.tradebot.momentum.period = 1",
                "bitmex.tradebot.decision.long.stop.delta = 1000",
                "bitmex.tradebot.decision.short.stop.delta = 1000"));
        lines.addAll(more);
        new PaperBotIni(restUrl(), webSocketUrl(), "max").write(file, lines);
    }

    @Override
    public void close() {
        feeder.close();
        gateway.close();
        venue.close();
    }
}
