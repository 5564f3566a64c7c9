package dev.barkeeper.backtest;

/**
 * The figures of a run, by these names in {@code report.json} whether or not any code reads them. Money in minor units of the
 * settlement currency; ratios are NaN where they have no value.
 *
 * @param bars decided on
 * @param years between first and last bar, 365 days each
 * @param endMinor deposit and everything since, what is open at the mark
 * @param yearly return a year that compounds to the whole, of seven days or more
 * @param sharpe mean of daily returns / their sample deviation × √365, of seven days or more
 * @param sortino mean of daily returns / root of the mean square of those below 0 × √365, of seven days or more
 * @param maxDrawdown largest fall of the equity from its highest value before, a fraction of that, after each bar
 * @param calmar yearly return / maximum drawdown
 * @param profitFactor sum of winning trips / sum of losing ones, net
 * @param winRate share of ended trips with a net above 0
 * @param exposure share of bars after which a position was held
 * @param holdMinor what holding the largest size long all the time would have brought, fees of entry and exit paid
 */
public record Figures(
        long bars,
        double years,
        long depositMinor,
        long endMinor,
        long netMinor,
        long grossMinor,
        long feesMinor,
        long fundingMinor,
        long slippageMinor,
        double totalReturn,
        double yearly,
        double sharpe,
        double sortino,
        double maxDrawdown,
        double calmar,
        double profitFactor,
        double winRate,
        long trips,
        long stopped,
        long liquidated,
        double meanTripMinor,
        double meanHeldMinutes,
        double exposure,
        double longShare,
        double shortShare,
        long holdMinor,
        double holdMaxDrawdown) {}
