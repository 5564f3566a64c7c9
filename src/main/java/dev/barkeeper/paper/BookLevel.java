package dev.barkeeper.paper;

import dev.barkeeper.model.Side;

/** One price level. The id is arbitrary: it says nothing of the price, and never moves to another price. */
public record BookLevel(String symbol, long id, Side side, long contracts, long priceE8, long atMillis) {}
