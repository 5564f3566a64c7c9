package dev.barkeeper.app.check;

import dev.barkeeper.app.config.BotSettings;
import dev.barkeeper.app.config.Secret;
import dev.barkeeper.bitmex.BitmexMarketData;
import dev.barkeeper.bitmex.BitmexSettings;
import dev.barkeeper.bitmex.BitmexVenue;
import dev.barkeeper.bitmex.KeyPermissions;
import dev.barkeeper.exchange.ExchangeException;
import dev.barkeeper.market.MarketDataListener;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Quote;
import dev.barkeeper.strategy.StrategySettings;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Whether the venue answers, what the key may do, and how the clocks stand to each other. */
public final class VenueChecks {
    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(3);
    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(5);
    private static final long SKEW_WARN_MILLIS = 1_500;
    /** Requests expire by the venue's clock some seconds after they were made. */
    private static final long SKEW_FAIL_MILLIS = 4_000;

    private final BotSettings settings;
    private final List<Finding> findings = new ArrayList<>();

    private VenueChecks(BotSettings settings) {
        this.settings = settings;
    }

    /** Everything about the trading venue and, when it is another one, the venue of the bars. */
    public static List<Finding> run(BotSettings settings) {
        VenueChecks checks = new VenueChecks(settings);
        checks.tradingVenue();
        if (settings.venue().hasOwnBarsVenue()) {
            checks.barsVenue();
        }
        return checks.findings;
    }

    /** What is public is asked without the key, so that a wrong key is found to be just that. */
    private void tradingVenue() {
        var venue = settings.venue();
        Secret none = new Secret("");
        try (BitmexVenue anyone = open(venue.restUrl(), venue.socketUrl(), none, none);
                BitmexVenue owner = open(venue.restUrl(), venue.socketUrl(), venue.apiKey(), venue.apiSecret())) {
            if (instrument("venue", anyone, venue.restUrl())) {
                key(owner);
                clock(anyone);
                stream("stream", anyone, venue.socketUrl());
            }
        }
    }

    private void barsVenue() {
        var venue = settings.venue();
        Secret none = new Secret("");
        try (BitmexVenue bars = open(venue.barsRestUrl(), venue.barsSocketUrl(), none, none)) {
            if (instrument("bars venue", bars, venue.barsRestUrl())) {
                stream("bars stream", bars, venue.barsSocketUrl());
            }
        }
    }

    private static BitmexVenue open(URI rest, URI socket, Secret key, Secret secret) {
        BitmexSettings address = BitmexSettings.at(rest.toString(), socket.toString(), key.reveal(), secret.reveal())
                .withTimeouts(CONNECT_WITHIN, ANSWER_WITHIN);
        return new BitmexVenue(address, stamp -> {});
    }

    private boolean instrument(String subject, BitmexVenue venue, URI rest) {
        try {
            Instrument instrument = venue.instrument(settings.symbol());
            long lot = instrument.lotContracts();
            findings.add(Finding.ok(
                    subject,
                    rest + " answers: " + settings.symbol() + ", tick " + E8.toString(instrument.tickE8()) + ", lot "
                            + lot + ", settled in " + instrument.settlementCurrency()));
            String uneven = sizes().entrySet().stream()
                    .filter(size -> size.getValue() % lot != 0)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.joining(" and "));
            if (!uneven.isEmpty()) {
                findings.add(
                        Finding.fail("size", uneven + " must be whole lots of " + lot + " contracts; change the ini"));
            }
            return true;
        } catch (ExchangeException e) {
            String hint = isHere(rest)
                    ? "; if it is the paper exchange, start it: scripts/barkeeper exchange"
                    : "; is bitmex.api.url right, and is there a network?";
            findings.add(Finding.fail(subject, rest + " does not answer: " + e.getMessage() + hint));
            return false;
        }
    }

    /** What the strategy enters with, by the last words of its key. */
    private Map<String, Long> sizes() {
        StrategySettings sizes = settings.strategySettings();
        return switch (settings.strategy()) {
            case "movement" -> Map.of("movement.start.size", sizes.movementSize());
            case "volatility-breakout" -> Map.of("long.size", sizes.longSize());
            default -> new TreeMap<>(Map.of("long.size", sizes.longSize(), "short.size", sizes.shortSize()));
        };
    }

    private static boolean isHere(URI rest) {
        return rest.getHost().equals("127.0.0.1") || rest.getHost().equals("localhost");
    }

    private void key(BitmexVenue venue) {
        try {
            long account = venue.accountNumber();
            KeyPermissions rights = venue.keyPermissions();
            if (!rights.mayTrade()) {
                findings.add(Finding.fail(
                        "key",
                        "account " + account + ": the key may not place orders; give it the right to, or another"));
            } else if (rights.mayWithdraw()) {
                findings.add(Finding.warn(
                        "key", "account " + account + ": may trade, but may withdraw too; take that right from it"));
            } else {
                findings.add(Finding.ok("key", "account " + account + ": may trade and not withdraw"));
            }
        } catch (ExchangeException e) {
            findings.add(Finding.fail(
                    "key", e.getMessage() + "; are bitmex.api.key and bitmex.api.secret of this venue and whole?"));
        }
    }

    private void clock(BitmexVenue venue) {
        try {
            long skew = venue.clockSkewMillis(settings.symbol());
            String text =
                    "the venue's clock is " + Math.abs(skew) + " ms " + (skew < 0 ? "behind" : "ahead of") + " ours";
            if (Math.abs(skew) >= SKEW_FAIL_MILLIS) {
                findings.add(Finding.fail("clock", text + ": requests will expire; let NTP set this machine's clock"));
            } else if (Math.abs(skew) >= SKEW_WARN_MILLIS) {
                findings.add(Finding.warn("clock", text + "; let NTP set this machine's clock"));
            } else {
                findings.add(Finding.ok("clock", text));
            }
        } catch (ExchangeException e) {
            findings.add(Finding.warn("clock", "cannot be compared: " + e.getMessage()));
        }
    }

    private void stream(String subject, BitmexVenue venue, URI address) {
        CountDownLatch subscribed = new CountDownLatch(1);
        try (BitmexMarketData stream = venue.marketData()) {
            stream.open(settings.symbol(), new Connected(subscribed));
            if (subscribed.await(ANSWER_WITHIN.toMillis(), TimeUnit.MILLISECONDS)) {
                findings.add(Finding.ok(subject, address + " gives minute bars and quotes of " + settings.symbol()));
            } else {
                findings.add(Finding.fail(
                        subject,
                        address + " gave no subscription within " + ANSWER_WITHIN.toSeconds() + " s; is"
                                + " bitmex.ws.url right?"));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            findings.add(Finding.warn(subject, "interrupted"));
        }
    }

    private record Connected(CountDownLatch subscribed) implements MarketDataListener {
        @Override
        public void onConnected() {
            subscribed.countDown();
        }

        @Override
        public void onDisconnected(String cause) {
            // the one who waits tells what did not come
        }

        @Override
        public void onBar(Bar bar) {
            // only the subscription counts here
        }

        @Override
        public void onQuote(Quote quote) {
            // only the subscription counts here
        }
    }
}
