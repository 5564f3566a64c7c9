package dev.barkeeper.paper;

/**
 * Position of an account in one symbol, with the venue's integer accounting (signs as {@link PaperExecution#costMinor}).
 * Exists once an account has traded or ordered the symbol or set its leverage; stays after closing.
 *
 * @param contracts signed
 * @param costMinor integer cost of what is open ({@code unrealisedCost}, {@code posCost})
 * @param currentCostMinor open and realised cost since the position was opened
 * @param commMinor fees and funding since the position was opened ({@code currentComm})
 * @param averageE8 display price from the integer cost; 0 when flat
 * @param markValueMinor signed value at mark
 * @param unrealisedMinor markValue − cost
 * @param realisedMinor of the open position, fees taken off; 0 after it closed
 * @param prevRealisedMinor of the position before
 * @param liquidationE8 0 when flat or never; the instrument's highest price for a short that cannot be liquidated
 * @param leverageE8 × 1e8; 0 with cross margin is the dialect's request, here the effective figure 1/initMargin
 * @param openBuyContracts rest of open buy orders that are in the book
 * @param openBuyCostMinor their cost, signed
 * @param initMarginMinor margin of open orders
 * @param maintMarginMinor posMargin + unrealised
 * @param open position or open orders exist
 */
public record PaperPosition(
        long account,
        String symbol,
        String currency,
        long contracts,
        long costMinor,
        long currentCostMinor,
        long realisedCostMinor,
        long commMinor,
        long averageE8,
        long breakEvenE8,
        long markE8,
        long markValueMinor,
        long unrealisedMinor,
        long realisedMinor,
        long prevRealisedMinor,
        long liquidationE8,
        long bankruptE8,
        long leverageE8,
        boolean crossMargin,
        long initMarginReqE8,
        long maintMarginReqE8,
        long riskLimitMinor,
        long openBuyContracts,
        long openBuyCostMinor,
        long openSellContracts,
        long openSellCostMinor,
        long posInitMinor,
        long posCommMinor,
        long posCrossMinor,
        long posMarginMinor,
        long posMaintMinor,
        long initMarginMinor,
        long maintMarginMinor,
        long homeNotionalE8,
        long foreignNotionalE8,
        boolean open,
        long atMillis) {}
