package dev.barkeeper.backtest;

/**
 * Entries that a strategy wanted and that came to nothing, by the bot's own limits or by the venue.
 *
 * @param first why the first of them was refused; empty when none was
 */
public record Refusals(long entries, String first) {}
