package dev.barkeeper.model;

/** The venue's position as it was read back after one bar. */
public record PositionRow(long barMillis, Position position) {}
