package dev.barkeeper.backtest;

import dev.barkeeper.bot.BotRules;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.strategy.Strategy;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * What to run.
 *
 * @param strategy makes a fresh one
 * @param listing the contract, its prices from the first bar to be decided on (used up and closed by the run), and what
 *     trading it costs
 * @param history bars before those, for the strategy's warm-up
 * @param depositMinor what the account begins with, minor units of the contract's settlement currency
 * @param latency empty: lock-step, the venue stands still at each minute's end until the bot has settled its bar
 */
public record Plan(
        BotRules rules,
        Supplier<Strategy> strategy,
        Listing listing,
        VenueSettings venue,
        BarStore history,
        long depositMinor,
        Optional<Latency> latency) {}
