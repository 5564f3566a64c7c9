package dev.barkeeper.backtest;

import dev.barkeeper.bot.BotRules;
import dev.barkeeper.execution.ShippedStop;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.risk.RiskLimits;
import dev.barkeeper.strategy.Strategies;
import dev.barkeeper.strategy.StrategySettings;
import java.util.Map;
import java.util.Optional;

/** Plans for tests: the shipped defaults on XBTUSD. */
final class Plans {
    static final long START = 1_583_150_400_000L;
    static final ContractSpec SPEC = ContractSpecs.xbtusd();
    static final long DEPOSIT = 1_000_000_000L;

    private Plans() {}

    static StrategySettings settings(int momentumPeriod) {
        return new StrategySettings(
                100, 100, 4, 1.5, 3, 100, true, 400, true, 10, momentumPeriod, 5, 20, false, 100, 5, 2, Map.of());
    }

    static BotRules rules() {
        return new BotRules(
                new BotKey(1, SPEC.symbol(), "bot0"),
                SPEC.instrument(),
                ShippedStop.RULE,
                new RiskLimits(1_000, 1_000),
                5_000);
    }

    /** The first bars are history, the rest is walked. */
    static Plan of(String strategy, StrategySettings settings, HeldPrices prices, int historyBars) {
        return new Plan(
                rules(),
                () -> Strategies.create(strategy, settings),
                new Listing(SPEC, prices.walk(historyBars, prices.size())),
                VenueSettings.DEFAULT,
                prices.store(SPEC.symbol(), 0, historyBars),
                DEPOSIT,
                Optional.empty());
    }
}
