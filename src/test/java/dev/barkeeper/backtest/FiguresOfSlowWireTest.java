package dev.barkeeper.backtest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.barkeeper.bot.BotRules;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.Position;
import dev.barkeeper.model.Side;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.risk.RiskLimits;
import dev.barkeeper.strategy.Strategies;
import dev.barkeeper.strategy.StrategySettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Figures of runs whose fills come after the bar's end, or in many parts, once more from the rows of the run. */
class FiguresOfSlowWireTest {
    private static final int BARS = 1_500;
    private static final int WARM_UP = 11;
    private static final Instrument XBTUSD = Plans.SPEC.instrument();

    @Test
    void moneyAndPositionOfAPointAreThoseOfOneMoment() {
        RunResult result = run(400, 100);
        Curve curve = Analysis.of(result).curve();
        List<MinuteRow> rows = rows(result);
        assertThat(curve.barsPerPoint()).isEqualTo(1);
        for (int i = 0; i < rows.size(); i++) {
            Position position = rows.get(i).position().orElseThrow().position();
            assertThat(position.atMillis()).isGreaterThan(rows.get(i).barMillis() + 400);
            long worth = worth(position.contracts(), position.markE8());
            assertThat((double) curve.equityMinor()[i])
                    .as("equity of bar " + i)
                    .isCloseTo(moneyAt(result, position.atMillis()) + worth, within(100.0));
        }
    }

    @Test
    void aFillIsMeasuredByThePriceItsOrderWasSentAt() {
        RunResult result = run(400, 100);
        List<MinuteRow> rows = rows(result);
        long slippage = 0;
        for (Fill fill : fills(result)) {
            int bar = (int) ((fill.atMillis() - rows.get(0).barMillis()) / 60_000);
            long referenceE8 = fill.orderType().isTriggered()
                    ? fill.triggerE8()
                    : rows.get(bar).longSide().marketE8();
            slippage += fill.costMinor() - XBTUSD.signedCostMinor(fill.side(), fill.lastContracts(), referenceE8);
        }
        assertThat(Analysis.of(result).figures().slippageMinor()).isEqualTo(slippage);
    }

    @Test
    void aBarWhosePositionWasReadTooLateIsThatOfItsFills() {
        RunResult result = run(30_000, 100);
        Analysis analysis = Analysis.of(result);
        List<MinuteRow> rows = rows(result);
        assertThat(rows).anyMatch(row -> row.position().isEmpty());
        long held = 0;
        for (int i = 0; i < rows.size(); i++) {
            long barMillis = rows.get(i).barMillis();
            long contracts = fills(result).stream()
                    .filter(fill -> fill.atMillis() <= barMillis)
                    .mapToLong(fill -> fill.side().sign() * fill.lastContracts())
                    .sum();
            held += contracts == 0 ? 0 : 1;
            long worth = worth(contracts, rows.get(i).longSide().marketE8());
            assertThat((double) analysis.curve().equityMinor()[i])
                    .as("equity of bar " + i)
                    .isCloseTo(moneyAt(result, barMillis) + worth, within(100.0));
        }
        assertThat(held).isGreaterThan(rows.size() / 2);
        assertThat(analysis.figures().exposure()).isCloseTo(held / (double) rows.size(), within(1e-12));
    }

    @Test
    void buyAndHoldHoldsWhatWasHeldAndNotWhatOneLevelOfTheBookHad() {
        RunResult result = run(0, 300_000);
        assertThat(fills(result)).allMatch(fill -> fill.lastContracts() < 300_000);
        Analysis analysis = Analysis.of(result);
        assertThat(analysis.trips()).anyMatch(trip -> trip.contracts() == 300_000);
        List<MinuteRow> rows = rows(result);
        long in = XBTUSD.valueMinor(300_000, rows.get(0).longSide().marketE8());
        long out =
                XBTUSD.valueMinor(300_000, rows.get(rows.size() - 1).longSide().marketE8());
        long fees = Instrument.feeMinor(in, XBTUSD.takerFeeE8()) + Instrument.feeMinor(out, XBTUSD.takerFeeE8());
        assertThat(analysis.figures().holdMinor()).isEqualTo(in - out - fees);
    }

    /** @param latencyMillis 0: lock-step */
    private static RunResult run(long latencyMillis, long size) {
        HeldPrices prices = HeldPrices.of(new GeneratedPrices(Plans.SPEC, 4, Plans.START), BARS);
        StrategySettings settings = new StrategySettings(
                size, size, 4, 1.5, 3, 100, true, 400, true, 10, 10, 5, 20, false, size, 5, 2, Map.of());
        BotRules usual = Plans.rules();
        RiskLimits limits = new RiskLimits(10 * size, 10 * size);
        BotRules rules =
                new BotRules(usual.key(), usual.instrument(), usual.stopRule(), limits, usual.stopUnfilledMillis());
        return Backtest.run(new Plan(
                rules,
                () -> Strategies.create("momentum", settings),
                new Listing(Plans.SPEC, prices.walk(WARM_UP, BARS)),
                VenueSettings.DEFAULT,
                prices.store(Plans.SPEC.symbol(), 0, WARM_UP),
                1_000 * Plans.DEPOSIT,
                latencyMillis == 0 ? Optional.empty() : Optional.of(Latency.constant(latencyMillis, latencyMillis))));
    }

    private static List<MinuteRow> rows(RunResult result) {
        List<MinuteRow> rows = new ArrayList<>();
        result.rows().forEachMinute(rows::add);
        return rows;
    }

    private static List<Fill> fills(RunResult result) {
        List<Fill> fills = new ArrayList<>();
        result.rows().fills().forEachRemaining(fills::add);
        return fills;
    }

    /** Deposit less all costs, fees and funding up to then. */
    private static long moneyAt(RunResult result, long millis) {
        long paid = fills(result).stream()
                .filter(fill -> fill.atMillis() <= millis)
                .mapToLong(fill -> fill.costMinor() + fill.feeMinor())
                .sum();
        long funding = result.rows().payments().stream()
                .filter(payment -> payment.atMillis() <= millis)
                .mapToLong(Payment::amountMinor)
                .sum();
        return result.depositMinor() - paid - funding;
    }

    /** What a position stands for in the same count. */
    private static long worth(long contracts, long priceE8) {
        return contracts == 0
                ? 0
                : XBTUSD.signedCostMinor(contracts > 0 ? Side.BUY : Side.SELL, Math.abs(contracts), priceE8);
    }
}
