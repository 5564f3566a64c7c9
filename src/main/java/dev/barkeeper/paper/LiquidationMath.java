package dev.barkeeper.paper;

import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Side;

/** When a position's money is gone, and at what price it is taken away. Stateless. */
final class LiquidationMath {
    /** Ticks tried to find a liquidation price that the rounding per lot does not push beyond the margin. */
    private static final int LIQUIDATION_STEPS = 10_000;

    private LiquidationMath() {}

    /** The mark price that liquidates; 0 for a long that cannot be, the highest price for such a short or when flat 0. */
    static long liquidationE8(Holding holding) {
        return priceAfterLoss(holding, liquidationAllowance(holding));
    }

    /** Whether the mark is where a position is liquidated, or beyond. */
    static boolean isExhausted(Holding holding) {
        if (holding.contracts == 0) {
            return false;
        }
        long level = holding.liquidationE8();
        long mark = holding.market.markE8();
        return holding.contracts > 0
                ? level > 0 && mark <= level
                : level < holding.market.spec().instrument().maxPriceE8() && mark >= level;
    }

    static long bankruptE8(Holding holding) {
        return priceAfterLoss(holding, bankruptAllowance(holding));
    }

    /** The tick nearest to the bankruptcy price at which closing costs no more than the money behind the position. */
    static long liquidationFillE8(Holding holding) {
        Instrument instrument = holding.market.spec().instrument();
        boolean isLong = holding.contracts > 0;
        long bankrupt = bankruptE8(holding);
        long price = Math.max(
                instrument.tickE8(), isLong ? instrument.ceilToTick(bankrupt) : instrument.floorToTick(bankrupt));
        long allowance = bankruptAllowance(holding);
        Side side = isLong ? Side.SELL : Side.BUY;
        long contracts = Math.abs(holding.contracts);
        for (int i = 0; i < LIQUIDATION_STEPS; i++) {
            long loss = holding.cost + holding.market.math().signedValue(side, contracts, price);
            if (loss <= allowance || price <= instrument.tickE8()) {
                break;
            }
            price += isLong ? instrument.tickE8() : -instrument.tickE8();
        }
        return price;
    }

    /** How much a position may still lose before it is liquidated. */
    private static long liquidationAllowance(Holding holding) {
        return holding.isCross()
                ? crossAllowance(holding) - MarginDesk.posMaint(holding)
                : MarginDesk.posInit(holding) - MarginDesk.maintPart(holding);
    }

    /** How much it may lose before its money is gone. */
    private static long bankruptAllowance(Holding holding) {
        return holding.isCross() ? crossAllowance(holding) : MarginDesk.posInit(holding);
    }

    /** Money of the currency that stands behind all cross positions, without this one's unrealised profit. */
    private static long crossAllowance(Holding holding) {
        String currency = holding.market.spec().instrument().settlementCurrency();
        long sum = holding.account.wallet(currency).amount;
        for (Holding other : holding.account.holdings()) {
            if (other != holding && MarginDesk.isIn(other, currency) && other.contracts != 0) {
                sum += other.isCross() ? other.unrealised() - MarginDesk.posMaint(other) : -MarginDesk.posMargin(other);
            }
        }
        return sum;
    }

    static long priceAfterLoss(Holding holding, long lossMinor) {
        if (holding.contracts == 0) {
            return 0;
        }
        boolean isLong = holding.contracts > 0;
        boolean inverse = holding.market.spec().isInverse();
        long value = Math.abs(holding.cost) + (inverse == isLong ? lossMinor : -lossMinor);
        long price = holding.market.math().priceOf(Math.abs(holding.contracts), value);
        long highest = holding.market.spec().instrument().maxPriceE8();
        return isLong || (price > 0 && price < highest) ? price : highest;
    }
}
