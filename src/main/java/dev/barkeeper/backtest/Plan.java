package dev.barkeeper.backtest;

import dev.barkeeper.bot.BotRules;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.PriceSource;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.strategy.Strategy;
import java.util.function.Supplier;

/**
 * What to run.
 *
 * @param strategy makes a fresh one
 * @param spec the contract with what trading it costs
 * @param prices from the first bar to be decided on; used up and closed by the run
 * @param history bars before those, for the strategy's warm-up
 * @param depositMinor what the account begins with, minor units of the contract's settlement currency
 */
public record Plan(
        BotRules rules,
        Supplier<Strategy> strategy,
        ContractSpec spec,
        VenueSettings venue,
        PriceSource prices,
        BarStore history,
        long depositMinor) {}
