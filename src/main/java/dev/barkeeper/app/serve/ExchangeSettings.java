package dev.barkeeper.app.serve;

import dev.barkeeper.app.config.ClockSpeed;
import java.nio.file.Path;
import java.util.Optional;

/**
 * How the paper exchange is to run.
 *
 * @param port 0 for any free one
 * @param bars prices of XBTUSD; empty: generated
 * @param stampIsEnd whether a row's time stamp is the end of its minute
 * @param contracts other contracts than the default ones
 * @param accounts where accounts are kept; empty: they start anew and are forgotten
 */
public record ExchangeSettings(
        int port,
        Optional<Path> bars,
        boolean stampIsEnd,
        ClockSpeed speed,
        long seed,
        Optional<Path> contracts,
        Optional<Path> accounts) {}
