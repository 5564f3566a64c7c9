package dev.barkeeper.paper;

/** The rate that was paid at one instant. */
public record FundingRow(String symbol, long atMillis, long intervalMillis, long rateE8) {}
