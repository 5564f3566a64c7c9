package dev.barkeeper.backtest;

import java.util.List;

/**
 * What a run is ranked by: the figures of {@link Figures} with the same names, and its trades. Immutable.
 */
public record Score(long netMinor, double sharpe, double maxDrawdown, double profitFactor, List<Trip> trips) {

    /** Of a run of the whole path. */
    public static Score of(Analysis analysis) {
        Figures figures = analysis.figures();
        return new Score(
                figures.netMinor(), figures.sharpe(), figures.maxDrawdown(), figures.profitFactor(), analysis.trips());
    }

    static Score of(long depositMinor, TripBook book, Returns returns) {
        List<Trip> trips = List.copyOf(book.trips());
        return new Score(
                returns.endMinor() - depositMinor,
                FigureDesk.sharpe(returns),
                returns.maxDrawdown(),
                FigureDesk.profitFactor(trips),
                trips);
    }
}
