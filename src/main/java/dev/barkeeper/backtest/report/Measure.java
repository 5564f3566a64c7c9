package dev.barkeeper.backtest.report;

import dev.barkeeper.backtest.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One figure as it is shown.
 *
 * @param formula how it is reckoned, for the one who asks
 */
public record Measure(String key, String name, String text, String formula) {
    private static final String NONE = "–";

    /** All of them, the most asked for first. */
    public static List<Measure> of(Figures figures, Money money) {
        List<Measure> all = new ArrayList<>();
        all.add(new Measure(
                "net",
                "Net profit",
                money.text(figures.netMinor()) + " (" + percent(figures.totalReturn()) + ")",
                "equity at the end − deposit; in brackets / deposit"));
        all.add(new Measure(
                "yearly",
                "Return a year",
                percent(figures.yearly()),
                "(end / deposit)^(1 / years) − 1, a year of 365 days; of seven days or more"));
        all.add(new Measure(
                "hold",
                "Buy and hold",
                money.text(figures.holdMinor()),
                "a long of the largest size from first to last bar, entry and exit fee paid, without funding"));
        all.add(new Measure(
                "maxDrawdown",
                "Maximum drawdown",
                percent(figures.maxDrawdown()),
                "largest of 1 − equity / highest equity before, after each bar"));
        all.add(new Measure(
                "sharpe",
                "Sharpe",
                number(figures.sharpe()),
                "mean / sample deviation of daily returns × √365; of seven days or more"));
        all.add(new Measure(
                "sortino",
                "Sortino",
                number(figures.sortino()),
                "mean of daily returns / √(mean of min(return, 0)²) × √365; of seven days or more"));
        all.add(new Measure("calmar", "Calmar", number(figures.calmar()), "return a year / maximum drawdown"));
        all.add(new Measure(
                "profitFactor",
                "Profit factor",
                number(figures.profitFactor()),
                "sum of winning trades / −sum of losing trades, net of fees and funding"));
        all.add(new Measure(
                "winRate", "Win rate", percent(figures.winRate()), "ended trades with net above 0 / ended trades"));
        all.add(new Measure(
                "trips",
                "Trades",
                figures.trips() + ", " + figures.stopped() + " stopped"
                        + (figures.liquidated() == 0 ? "" : ", " + figures.liquidated() + " LIQUIDATED"),
                "positions from flat to flat; stopped: ended by the protective stop; liquidated: by the venue, for want of"
                        + " margin"));
        all.add(new Measure(
                "meanTrip",
                "Mean trade",
                figures.trips() == 0 ? NONE : money.text(Math.round(figures.meanTripMinor())),
                "sum of net / number of trades"));
        all.add(new Measure(
                "held",
                "Mean time held",
                figures.trips() == 0 ? NONE : number(figures.meanHeldMinutes()) + " min",
                "last fill − first fill"));
        all.add(new Measure(
                "exposure",
                "Exposure",
                percent(figures.exposure()) + " (long " + percent(figures.longShare()) + ", short "
                        + percent(figures.shortShare()) + ")",
                "bars after which a position was held / bars"));
        all.add(new Measure(
                "fees", "Fees", money.text(figures.feesMinor()), "by the venue for each fill; negative: received"));
        all.add(new Measure(
                "funding",
                "Funding",
                money.text(figures.fundingMinor()),
                "every eight hours on what is held; negative: received"));
        all.add(
                new Measure(
                        "slippage",
                        "Slippage",
                        money.text(figures.slippageMinor()),
                        "fills against the mid of their bar's last quote, stops against their trigger; contained in the gross"));
        all.add(new Measure("gross", "Gross profit", money.text(figures.grossMinor()), "net + fees + funding"));
        return all;
    }

    static String percent(double fraction) {
        return Double.isFinite(fraction) ? String.format(Locale.ROOT, "%.2f %%", 100 * fraction) : NONE;
    }

    /** Two decimals; a dash for no value. */
    public static String number(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.2f", value) : NONE;
    }
}
