package dev.barkeeper.backtest.sweep;

import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** What makes one result better than another; higher is better. */
public enum Ranking {
    NET(SweepRow::netMinor),
    SHARPE(SweepRow::sharpe);

    private final ToDoubleFunction<SweepRow> value;

    Ranking(ToDoubleFunction<SweepRow> value) {
        this.value = value;
    }

    /** By the word a person gives, {@code net} or {@code sharpe}; empty for any other. */
    public static Optional<Ranking> of(String word) {
        for (Ranking ranking : values()) {
            if (ranking.name().toLowerCase(Locale.ROOT).equals(word)) {
                return Optional.of(ranking);
            }
        }
        return Optional.empty();
    }

    /** What a row is ranked by; not finite where the row has no such figure. */
    double value(SweepRow row) {
        return value.applyAsDouble(row);
    }

    /** @param currency minor units of money, e.g. XBt */
    String title(String currency) {
        return this == NET ? "Net, " + currency : "Sharpe";
    }

    /**
     * The best first, always in the same order: a part of a single day has no Sharpe, and which run ended first must not
     * choose.
     */
    public Comparator<SweepRow> bestFirst() {
        return Comparator.comparingDouble((SweepRow row) -> -orWorst(value(row)))
                .thenComparing(Comparator.comparingLong(SweepRow::netMinor).reversed())
                .thenComparing(row -> row.parameters().toString());
    }

    private static double orWorst(double value) {
        return Double.isFinite(value) ? value : Double.NEGATIVE_INFINITY;
    }
}
