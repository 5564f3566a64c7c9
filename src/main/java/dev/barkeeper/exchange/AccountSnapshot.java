package dev.barkeeper.exchange;

import dev.barkeeper.model.Order;
import dev.barkeeper.model.Position;
import java.util.List;

/** Position and open orders of one symbol, read from the venue in this order: orders, then position. */
public record AccountSnapshot(Position position, List<Order> openOrders) {}
