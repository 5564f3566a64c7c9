package dev.barkeeper.backtest;

/**
 * One calendar month, UTC; by these names in {@code report.json}.
 *
 * @param month such as 2020-03
 * @param change of the equity, a fraction of what it was when the month began
 */
public record MonthRow(String month, long netMinor, double change, long trips) {}
