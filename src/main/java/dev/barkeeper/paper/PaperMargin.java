package dev.barkeeper.paper;

/**
 * Margin of an account in one currency, minor units. marginBalance = walletBalance + unrealised; available =
 * marginBalance − initMargin − maintMargin.
 *
 * @param initMarginMinor of open orders
 * @param maintMarginMinor of positions
 * @param riskValueMinor grossMarkValue + grossOpenCost
 * @param usedE8 (init + maint) / marginBalance × 1e8
 * @param leverageE8 grossMarkValue / marginBalance × 1e8
 */
public record PaperMargin(
        long account,
        String currency,
        long walletBalanceMinor,
        long realisedMinor,
        long prevRealisedMinor,
        long grossCommMinor,
        long grossOpenCostMinor,
        long grossMarkValueMinor,
        long riskValueMinor,
        long initMarginMinor,
        long maintMarginMinor,
        long unrealisedMinor,
        long marginBalanceMinor,
        long availableMinor,
        long usedE8,
        long leverageE8,
        long atMillis) {}
