package dev.barkeeper.model;

/**
 * Money that moved without a trade: funding, settlement.
 *
 * @param kind the venue's word: {@code Funding}, {@code Settlement}, …
 * @param contracts size of the position it was paid on
 * @param priceE8 price it was reckoned at
 * @param rateE8 rate × 1e8
 * @param amountMinor positive paid, negative received, minor units
 */
public record Payment(
        String execId,
        String symbol,
        String kind,
        long contracts,
        long priceE8,
        long rateE8,
        long amountMinor,
        String currency,
        long atMillis) {}
