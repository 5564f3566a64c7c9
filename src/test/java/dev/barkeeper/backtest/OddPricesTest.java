package dev.barkeeper.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bot.BotRules;
import dev.barkeeper.execution.StopRule;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.TriggerPrice;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.Extremes;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.MinuteTape;
import dev.barkeeper.paper.PriceBar;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.risk.RiskLimits;
import dev.barkeeper.strategy.Strategies;
import dev.barkeeper.strategy.StrategySettings;
import java.math.BigDecimal;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Prices nobody would think of, from halves and doubles within a minute down to a single tick, under all kinds of stops, sizes
 * and deposits: every run comes to its end, holds what it may, and is what the short path makes of it.
 */
class OddPricesTest {
    private static final int BARS = 600;
    /** {@code -Dodd.prices.runs=8000 -Dodd.prices.first=1000} for more and for others. */
    private static final int RUNS = Integer.getInteger("odd.prices.runs", 300);

    private static final int FIRST = Integer.getInteger("odd.prices.first", 0);

    /** Sent stop after stop into a book without bids; was liquidated at a price of 0. */
    private static final List<Integer> ONCE_BROKEN = List.of(789, 1_778);

    @Test
    void everyRunComesToItsEnd() {
        long fills = ONCE_BROKEN.stream().mapToLong(OddPricesTest::run).sum();
        for (int seed = FIRST; seed < FIRST + RUNS; seed++) {
            fills += run(seed);
        }
        assertThat(fills).isGreaterThan(10_000);
    }

    /** How many fills it came to. */
    private static long run(int seed) {
        Random random = new Random(seed);
        ContractSpec spec = one(random, ContractSpecs.xbtusd(), ContractSpecs.xbtusdt(), ContractSpecs.ethusd());
        HeldPrices prices = prices(random, spec.instrument().tickE8());
        Made made = new Made(random, spec, prices, seed);
        try {
            RunResult whole = Backtest.run(made.plan());
            assertThat(Math.abs(position(whole))).isLessThanOrEqualTo(made.size);
            if (made.latency.isEmpty()) {
                compare(made, Score.of(Analysis.of(whole)));
            }
            return whole.rows().fillCount();
        } catch (RuntimeException | AssertionError e) {
            throw new AssertionError("seed " + seed + ", " + made.rules + ", strategy " + made.strategy, e);
        }
    }

    private static void compare(Made made, Score whole) {
        MinuteTape tape = MinuteTape.of(made.listing(0), made.venue);
        ShortPath.Verdict verdict = ShortPath.run(made.plan(), tape, tape.closeMillis(tape.size() - 1));
        if (verdict.score().isPresent()) {
            assertThat(verdict.score().get()).isEqualTo(whole);
        }
    }

    private static long position(RunResult result) {
        long contracts = 0;
        for (Iterator<Fill> fills = result.rows().fills(); fills.hasNext(); ) {
            contracts += fills.next().signedContracts();
        }
        return contracts;
    }

    /** A drawn configuration. */
    private static final class Made {
        final ContractSpec spec;
        final HeldPrices prices;
        final String strategy;
        final StrategySettings settings;
        final BotRules rules;
        final VenueSettings venue;
        final long size;
        final long deposit;
        final Optional<Latency> latency;

        Made(Random random, ContractSpec spec, HeldPrices prices, int seed) {
            this.spec = spec;
            this.prices = prices;
            Instrument instrument = spec.instrument();
            double tick = instrument.tickE8() / 1e8;
            double price = prices.bar(0).openE8() / 1e8;
            strategy = one(random, "momentum", "movement", "volatility-breakout");
            boolean absolute = random.nextBoolean();
            double delta = absolute
                    ? one(random, tick, 5 * tick, price * 0.001, price * 0.01, price * 0.5, price * 2)
                    : one(random, 0.00001, 0.001, 0.02, 0.5, 0.99);
            size = one(random, 1L, 100L, 10_000L, 1_000_000L) * instrument.lotContracts();
            deposit = one(random, 10_000L, 1_000_000L, 1_000_000_000L, 1_000_000_000_000L);
            settings = new StrategySettings(
                    size,
                    size,
                    1,
                    1.5,
                    1,
                    delta,
                    absolute,
                    delta,
                    absolute,
                    tick,
                    1 + random.nextInt(30),
                    1 + random.nextInt(5),
                    price * 0.0005,
                    false,
                    size,
                    1 + random.nextInt(5),
                    price * 0.0001,
                    Map.of());
            StopRule stop = new StopRule(
                    E8.of(BigDecimal.valueOf(delta)),
                    absolute,
                    E8.of(BigDecimal.valueOf(delta)),
                    absolute,
                    instrument.tickE8() * random.nextInt(2),
                    instrument.tickE8() * (1 + random.nextInt(20)),
                    instrument.tickE8() * Math.max(0, random.nextInt(20) - 10),
                    random.nextBoolean(),
                    one(random, TriggerPrice.values()));
            rules = new BotRules(
                    new BotKey(1, spec.symbol(), "bot0"), instrument, stop, new RiskLimits(size, size), 5_000);
            venue = VenueSettings.DEFAULT.withSeed(seed).withExtremes(one(random, Extremes.values()));
            latency = random.nextInt(3) == 0
                    ? Optional.of(Latency.constant(1 + random.nextInt(900), 1 + random.nextInt(900)))
                    : Optional.empty();
        }

        Listing listing(int from) {
            return new Listing(spec, prices.walk(from, prices.size()));
        }

        Plan plan() {
            int warmUp = Strategies.create(strategy, settings).warmUpBars();
            return new Plan(
                    rules,
                    () -> Strategies.create(strategy, settings),
                    listing(warmUp),
                    venue,
                    prices.store(spec.symbol(), 0, warmUp),
                    deposit,
                    latency);
        }
    }

    private static HeldPrices prices(Random random, long tickE8) {
        HeldPrices held = new HeldPrices();
        double tick = tickE8 / 1e8;
        double price = one(random, tick * 3, tick * 500, 9_500d, 200d, 60_000d, 900_000d);
        double sigma = one(random, 0d, 0.0001, 0.001, 0.02);
        int shape = random.nextInt(6);
        for (int i = 0; i < BARS; i++) {
            double open = price;
            if (shape == 1 && random.nextInt(60) == 0) {
                open *= one(random, 0.5, 1.5);
            } else if (shape == 2 && random.nextInt(40) == 0) {
                open *= 1 + Math.max(-0.5, random.nextGaussian() * 0.05);
            }
            double close = open * Math.exp(random.nextGaussian() * sigma);
            if (shape == 3) {
                close = i % 2 == 0 ? open * 1.01 : open / 1.01;
            } else if (shape == 5) {
                // down to a single tick, and up from there now and then
                close = random.nextInt(20) == 0 ? open * 2 : Math.max(tick, open * 0.9);
            }
            boolean wild = shape == 4 && random.nextInt(30) == 0;
            double high = Math.max(open, close) * (wild ? 2 : 1 + Math.abs(random.nextGaussian()) * sigma);
            double low =
                    Math.min(open, close) * (wild ? 0.5 : 1 - Math.min(0.5, Math.abs(random.nextGaussian()) * sigma));
            long volume = random.nextInt(10) == 0 ? 0 : 1 + random.nextInt(1_000_000);
            held.add(new PriceBar(
                    Plans.START + i * 60_000L,
                    e8(open, tickE8),
                    e8(high, tickE8),
                    e8(low, tickE8),
                    e8(close, tickE8),
                    volume));
            price = Math.max(tick, Math.min(close, 1_000_000));
        }
        return held;
    }

    private static long e8(double price, long leastE8) {
        return Math.max(leastE8, Math.round(price * 1e8));
    }

    @SafeVarargs
    private static <T> T one(Random random, T... of) {
        return of[random.nextInt(of.length)];
    }
}
