package dev.barkeeper.execution;

import dev.barkeeper.model.Direction;

/** An entry that was decided on and not sent yet; it lapses with its bar. */
public record Entry(Direction direction, long contracts, long decisionE8, long barMillis) {}
