package dev.barkeeper.paper;

import dev.barkeeper.model.Position;
import java.util.List;

/** An account's position in one symbol and its open orders there. */
public record Stake(Position position, List<PaperOrder> openOrders) {}
