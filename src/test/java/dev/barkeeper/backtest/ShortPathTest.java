package dev.barkeeper.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bot.BotRules;
import dev.barkeeper.execution.StopRule;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.TriggerPrice;
import dev.barkeeper.paper.Costs;
import dev.barkeeper.paper.FeeModel;
import dev.barkeeper.paper.FundingModel;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.MinuteTape;
import dev.barkeeper.paper.PriceBar;
import dev.barkeeper.paper.SlippageModel;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.strategy.Strategies;
import dev.barkeeper.strategy.StrategySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A run cut short trades as the whole path does, trade by trade, or says that it cannot. */
class ShortPathTest {
    private static final int BARS = 6_000;

    /** Everything an ini and the command line can vary that the short path claims to handle. */
    private record Case(
            String strategy, int period, double delta, boolean absolute, boolean isLimit, long offset, Costs costs) {

        StrategySettings settings() {
            return new StrategySettings(
                    100, 200, 1, 1.5, 2, delta, absolute, 2 * delta, absolute, 1, period, 3, 12, false, 100, 5, 2,
                    Map.of());
        }

        BotRules rules() {
            BotRules shipped = Plans.rules();
            StopRule stop = new StopRule(
                    Math.round(delta * E8.ONE),
                    absolute,
                    Math.round(2 * delta * E8.ONE),
                    absolute,
                    E8.ONE,
                    E8.parse("10"),
                    offset,
                    isLimit,
                    TriggerPrice.LAST);
            return new BotRules(
                    shipped.key(), shipped.instrument(), stop, shipped.limits(), shipped.stopUnfilledMillis());
        }

        Plan plan(HeldPrices prices, int from, int to, long seed) {
            int warmUp = Strategies.create(strategy, settings()).warmUpBars();
            return new Plan(
                    rules(),
                    () -> Strategies.create(strategy, settings()),
                    new Listing(Plans.SPEC, prices.walk(from + warmUp, to), costs),
                    VenueSettings.DEFAULT.withSeed(seed),
                    prices.store(Plans.SPEC.symbol(), from, from + warmUp),
                    Plans.DEPOSIT,
                    Optional.empty());
        }
    }

    static Stream<Case> cases() {
        Costs own = Costs.of(Plans.SPEC);
        Costs dear =
                new Costs(FeeModel.of(-25_000, 123_456), FundingModel.constant(-77_777), SlippageModel.constant(3));
        List<Case> all = new ArrayList<>();
        for (String strategy : List.of("momentum", "movement", "volatility-breakout")) {
            for (Costs costs : List.of(own, dear)) {
                all.add(new Case(strategy, 5, 3, true, true, 0, costs));
                all.add(new Case(strategy, 20, 15, true, true, E8.parse("4"), costs));
                all.add(new Case(strategy, 60, 0.002, false, false, 0, costs));
            }
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void tradesAsTheWholePathDoes(Case tried) {
        int trades = 0;
        for (HeldPrices prices : List.of(smooth(7), rough(8), jumping(9))) {
            MinuteTape tape = MinuteTape.of(
                    new Listing(Plans.SPEC, prices.walk(0, prices.size()), tried.costs()),
                    VenueSettings.DEFAULT.withSeed(5));
            for (int[] span : new int[][] {{0, BARS}, {1_234, 4_321}}) {
                trades += compare(tried, prices, tape, span[0], span[1]);
            }
        }
        assertThat(trades).isGreaterThan(tried.strategy().equals("volatility-breakout") ? 15 : 500);
    }

    /** It reads the bot's own rows of the minutes before. */
    @Test
    void showsAStrategyTheSameRows() {
        HeldPrices prices = smooth(9, 28_800 + BARS);
        Case tried = new Case("ma-composite", 5, 12, true, true, 0, Costs.of(Plans.SPEC));
        MinuteTape tape = MinuteTape.of(
                new Listing(Plans.SPEC, prices.walk(0, prices.size()), tried.costs()),
                VenueSettings.DEFAULT.withSeed(5));
        assertThat(compare(tried, prices, tape, 0, prices.size())).isGreaterThan(10);
    }

    @Test
    void saysWhatBelongsToTheWholePath() {
        HeldPrices prices = smooth(7);
        Case usual = new Case("momentum", 5, 3, true, true, 0, Costs.of(Plans.SPEC));
        MinuteTape tape =
                MinuteTape.of(new Listing(Plans.SPEC, prices.walk(0, BARS), usual.costs()), VenueSettings.DEFAULT);
        Plan plan = usual.plan(prices, 0, BARS, 1);
        assertThat(whyNot(plan, tape)).isEmpty();
        plan = usual.plan(prices, 0, BARS, 1);
        assertThat(whyNot(withDeposit(plan, 100_000), tape)).contains("deposit");
        plan = usual.plan(prices, 0, BARS, 1);
        assertThat(whyNot(withLatency(plan), tape)).contains("latency");
    }

    private static String whyNot(Plan plan, MinuteTape tape) {
        return ShortPath.run(plan, tape, tape.closeMillis(tape.size() - 1)).whyNot();
    }

    private static Plan withDeposit(Plan plan, long deposit) {
        return new Plan(
                plan.rules(), plan.strategy(), plan.listing(), plan.venue(), plan.history(), deposit, plan.latency());
    }

    private static Plan withLatency(Plan plan) {
        return new Plan(
                plan.rules(),
                plan.strategy(),
                plan.listing(),
                plan.venue(),
                plan.history(),
                plan.depositMinor(),
                Optional.of(Latency.constant(1, 1)));
    }

    /** How many trades were compared. */
    private static int compare(Case tried, HeldPrices prices, MinuteTape tape, int from, int to) {
        long last = prices.bar(to - 1).openMillis() + 60_000;
        ShortPath.Verdict verdict = ShortPath.run(tried.plan(prices, from, to, 5), tape, last);
        if (verdict.score().isEmpty()) {
            boolean isJumped = verdict.whyNot().equals("a stop-limit that was jumped over") && tried.isLimit();
            assertThat(isJumped || verdict.whyNot().equals("a first minute that stands still"))
                    .as("%s: %s", tried, verdict.whyNot())
                    .isTrue();
            return 0;
        }
        Score whole = Score.of(Analysis.of(Backtest.run(tried.plan(prices, from, to, 5))));
        Score cut = verdict.score().get();
        for (int i = 0; i < Math.min(whole.trips().size(), cut.trips().size()); i++) {
            assertThat(cut.trips().get(i))
                    .as("%s, trade %d", tried, i)
                    .isEqualTo(whole.trips().get(i));
        }
        assertThat(cut).isEqualTo(whole);
        return cut.trips().size();
    }

    private static HeldPrices smooth(long seed) {
        return smooth(seed, BARS);
    }

    /** Every minute opens at the close before. */
    private static HeldPrices smooth(long seed, int bars) {
        return HeldPrices.of(new GeneratedPrices(Plans.SPEC, seed, Plans.START), bars);
    }

    /** Prices off the tick, gaps between minutes, minutes missing, without a trade and with few. */
    private static HeldPrices rough(long seed) {
        Random random = new Random(seed);
        HeldPrices held = new HeldPrices();
        double price = 9_500;
        long open = Plans.START;
        for (int i = 0; i < BARS; i++) {
            // a run that begins behind a hole or with a still minute belongs to the whole path
            boolean mayMiss = i > 200 && (i < 1_200 || i > 1_450);
            open += mayMiss && random.nextInt(50) == 0 ? 60_000L * (1 + random.nextInt(30)) : 60_000;
            double first = price + (random.nextInt(5) == 0 ? random.nextGaussian() * 6 : 0);
            double last = first + random.nextGaussian() * 5;
            double high = Math.max(first, last) + Math.abs(random.nextGaussian() * 2);
            double low = Math.min(first, last) - Math.abs(random.nextGaussian() * 2);
            boolean still = mayMiss && random.nextInt(40) == 0;
            long volume = still ? 0 : random.nextInt(3) == 0 ? random.nextInt(14) : 1 + random.nextInt(1_000_000);
            held.add(
                    still
                            ? new PriceBar(open, e8(price), e8(price), e8(price), e8(price), 0)
                            : new PriceBar(open, e8(first), e8(high), e8(low), e8(last), volume));
            price = still ? price : last;
        }
        return held;
    }

    /** Nearly still, with a jump and its way back now and then. */
    private static HeldPrices jumping(long seed) {
        Random random = new Random(seed);
        HeldPrices held = new HeldPrices();
        double price = 9_500;
        for (int i = 0; i < BARS; i++) {
            double step = random.nextGaussian() + (i % 250 == 249 ? 25 : i % 250 == 20 ? -25 : 0);
            long from = e8(price);
            long to = e8(price + step);
            held.add(
                    new PriceBar(Plans.START + i * 60_000L, from, Math.max(from, to), Math.min(from, to), to, 500_000));
            price += step;
        }
        return held;
    }

    private static long e8(double price) {
        return Math.round(price * 1e8);
    }
}
