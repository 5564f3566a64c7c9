package dev.barkeeper.gateway;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the paper exchange as a program is told.
 *
 * @param port 0 for any free one
 * @param prices a bars file to walk along; empty for generated prices
 * @param stampIsEnd whether the file's timestamp is the end of the minute
 * @param symbol the contract of the bars file
 * @param speed venue seconds per wall second; empty for as fast as the bot acknowledges bars (lock-step)
 * @param seed everything random is drawn from it
 * @param startMillis where generated prices start, cut to the minute; a bars file starts with its first row
 * @param accounts where accounts are kept; empty to start fresh and to keep nothing
 * @param specifications contracts of another file instead of the built-in ones
 */
public record ExchangeSettings(
        int port,
        Optional<Path> prices,
        boolean stampIsEnd,
        String symbol,
        OptionalDouble speed,
        long seed,
        long startMillis,
        Optional<Path> accounts,
        Optional<Path> specifications) {
    public static final int DEFAULT_PORT = 8790;
    public static final String DEFAULT_SYMBOL = "XBTUSD";

    /** Generated prices from that time on, at the speed of life, keeping nothing. */
    public static ExchangeSettings fresh(int port, long startMillis) {
        return new ExchangeSettings(
                port,
                Optional.empty(),
                false,
                DEFAULT_SYMBOL,
                OptionalDouble.of(1),
                1,
                startMillis,
                Optional.empty(),
                Optional.empty());
    }

    public ExchangeSettings withPrices(Path file, boolean stampsAreEnds) {
        return new ExchangeSettings(
                port, Optional.of(file), stampsAreEnds, symbol, speed, seed, startMillis, accounts, specifications);
    }

    public ExchangeSettings withSpeed(OptionalDouble newSpeed) {
        return new ExchangeSettings(
                port, prices, stampIsEnd, symbol, newSpeed, seed, startMillis, accounts, specifications);
    }

    public ExchangeSettings withSeed(long newSeed) {
        return new ExchangeSettings(
                port, prices, stampIsEnd, symbol, speed, newSeed, startMillis, accounts, specifications);
    }

    public ExchangeSettings withAccounts(Path file) {
        return new ExchangeSettings(
                port, prices, stampIsEnd, symbol, speed, seed, startMillis, Optional.of(file), specifications);
    }
}
