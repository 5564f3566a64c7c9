package dev.barkeeper.model;

/** A public trade; the side is the taker's. */
public record Trade(String symbol, long atMillis, Side side, long contracts, long priceE8, String matchId) {}
