package dev.barkeeper.paper;

import dev.barkeeper.model.E8;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Side;
import java.util.Optional;

/** Margin of positions, orders and accounts, all reckoned from scratch in integers. Stateless. */
final class MarginDesk {

    /** Open orders of one side: what is in the book and what of it would open or add. */
    private record OpenSide(long contracts, long costMinor, long openingCostMinor, long marginMinor) {}

    private MarginDesk() {}

    /** Margin an opening cost needs: requirement and twice the taker fee, each rounded up. */
    static long orderMargin(Holding holding, long openingCostMinor) {
        long taker = holding.market.spec().instrument().takerFeeE8();
        return ContractMath.ceilOf(openingCostMinor, holding.initReqE8())
                + ContractMath.ceilOf(openingCostMinor, Math.max(0, 2 * taker));
    }

    /** Contracts an order of that side would open beyond closing the position and its working orders of that side. */
    static long opening(Holding holding, Side side, long contracts) {
        long reducible = Long.signum(holding.contracts) == -side.sign() ? Math.abs(holding.contracts) : 0;
        for (LiveOrder order : holding.account.openOrders()) {
            if (order.market == holding.market && order.working && order.side == side) {
                reducible -= order.leaves;
            }
        }
        return Math.max(0, contracts - Math.max(0, reducible));
    }

    /** Unsigned cost an order is held to: a sell below the best bid is valued at the bid. */
    static long orderCost(Market market, Side side, long contracts, long limitE8) {
        long bid = side == Side.SELL ? market.bestBidE8() : 0;
        long price = limitE8 == 0 ? market.priceE8() : Math.max(limitE8, bid);
        return market.math().value(contracts, price);
    }

    static long posInit(Holding holding) {
        return ContractMath.ceilOf(holding.cost, holding.initReqE8());
    }

    static long posComm(Holding holding) {
        return ContractMath.ceilOf(
                holding.cost, holding.market.spec().instrument().takerFeeE8());
    }

    static long posCross(Holding holding) {
        return holding.isCross() ? Math.max(0, -holding.unrealised()) : 0;
    }

    static long posMargin(Holding holding) {
        return posInit(holding) + posComm(holding) + posCross(holding);
    }

    static long posMaint(Holding holding) {
        return maintPart(holding) + posComm(holding);
    }

    /** Value a position and its orders would have with an opening cost on top. */
    static long exposure(Holding holding, long openingCostMinor) {
        return Math.abs(holding.markValue())
                + openSide(holding, Side.BUY).openingCostMinor
                + openSide(holding, Side.SELL).openingCostMinor
                + openingCostMinor;
    }

    /** What may still be used for new orders; may be negative. */
    static long available(Account account, String currency) {
        long sum = account.wallet(currency).amount;
        for (Holding holding : account.holdings()) {
            if (isIn(holding, currency)) {
                sum -= posMargin(holding) + initMargin(holding);
            }
        }
        return sum;
    }

    static long initMargin(Holding holding) {
        return openSide(holding, Side.BUY).marginMinor + openSide(holding, Side.SELL).marginMinor;
    }

    /**
     * Sets the leverage, 0 for cross; empty and nothing done when it is out of range, when position and open orders
     * would need more than there is, or when the position would be liquidated for it at once.
     */
    static Optional<Holding> setLeverage(Holding holding, long leverageE8) {
        Instrument instrument = holding.market.spec().instrument();
        long highest = ContractMath.share(E8.ONE, E8.ONE, instrument.initMarginE8());
        if (leverageE8 < 0 || (leverageE8 > 0 && leverageE8 < E8.ONE / 100) || leverageE8 > highest) {
            return Optional.empty();
        }
        long before = holding.leverageE8;
        long availableBefore = available(holding.account, instrument.settlementCurrency());
        holding.leverageE8 = leverageE8;
        long availableNow = available(holding.account, instrument.settlementCurrency());
        if (availableNow < Math.min(0, availableBefore) || LiquidationMath.isExhausted(holding)) {
            holding.leverageE8 = before;
            return Optional.empty();
        }
        return Optional.of(holding);
    }

    static PaperPosition position(Holding holding, long atMillis) {
        Instrument instrument = holding.market.spec().instrument();
        OpenSide buys = openSide(holding, Side.BUY);
        OpenSide sells = openSide(holding, Side.SELL);
        long posMargin = holding.contracts == 0 ? 0 : posMargin(holding);
        return new PaperPosition(
                holding.account.number(),
                holding.market.symbol(),
                instrument.settlementCurrency(),
                holding.contracts,
                holding.cost,
                holding.currentCost,
                holding.realisedCost,
                holding.comm,
                holding.averageE8(),
                LiquidationMath.priceAfterLoss(holding, holding.realised),
                holding.market.markE8(),
                holding.markValue(),
                holding.unrealised(),
                holding.realised,
                holding.prevRealised,
                LiquidationMath.liquidationE8(holding),
                LiquidationMath.bankruptE8(holding),
                holding.isCross() ? ContractMath.share(E8.ONE, E8.ONE, instrument.initMarginE8()) : holding.leverageE8,
                holding.isCross(),
                holding.initReqE8(),
                instrument.maintMarginE8(),
                holding.market.spec().riskLimitMinor(),
                buys.contracts,
                -sellSign(holding) * buys.costMinor,
                sells.contracts,
                sellSign(holding) * sells.costMinor,
                posInit(holding),
                posComm(holding),
                posCross(holding),
                posMargin,
                posMaint(holding),
                buys.marginMinor + sells.marginMinor,
                posMargin + holding.unrealised(),
                homeNotional(holding),
                foreignNotional(holding),
                holding.contracts != 0 || buys.contracts + sells.contracts > 0,
                atMillis);
    }

    /** Sells cost positive amounts in inverse contracts, negative ones in the others. */
    private static int sellSign(Holding holding) {
        return holding.market.spec().isInverse() ? 1 : -1;
    }

    private static long homeNotional(Holding holding) {
        long value = Math.abs(holding.markValue());
        return Long.signum(holding.contracts) * holding.market.math().homeNotional(Math.abs(holding.contracts), value);
    }

    private static long foreignNotional(Holding holding) {
        long value = Math.abs(holding.markValue());
        return -Long.signum(holding.contracts)
                * holding.market.math().foreignNotional(Math.abs(holding.contracts), value);
    }

    static PaperMargin margin(Account account, String currency, long atMillis) {
        long realised = 0;
        long prevRealised = 0;
        long comm = 0;
        long openCost = 0;
        long markValue = 0;
        long init = 0;
        long maint = 0;
        long unrealised = 0;
        for (Holding holding : account.holdings()) {
            if (isIn(holding, currency)) {
                realised += holding.realised;
                prevRealised += holding.prevRealised;
                comm += holding.comm;
                openCost += openSide(holding, Side.BUY).costMinor + openSide(holding, Side.SELL).costMinor;
                markValue += Math.abs(holding.markValue());
                init += initMargin(holding);
                maint += posMargin(holding) + holding.unrealised();
                unrealised += holding.unrealised();
            }
        }
        long wallet = account.wallet(currency).amount;
        long balance = wallet + unrealised;
        return new PaperMargin(
                account.number(),
                currency,
                wallet,
                realised,
                prevRealised,
                comm,
                openCost,
                markValue,
                markValue + openCost,
                init,
                maint,
                unrealised,
                balance,
                balance - init - maint,
                balance <= 0 ? 0 : ContractMath.share(init + maint, E8.ONE, balance),
                balance <= 0 ? 0 : ContractMath.share(markValue, E8.ONE, balance),
                atMillis);
    }

    static boolean isIn(Holding holding, String currency) {
        return holding.market.spec().instrument().settlementCurrency().equals(currency);
    }

    static long maintPart(Holding holding) {
        return ContractMath.ceilOf(
                holding.cost, holding.market.spec().instrument().maintMarginE8());
    }

    private static OpenSide openSide(Holding holding, Side side) {
        long reducible = Long.signum(holding.contracts) == -side.sign() ? Math.abs(holding.contracts) : 0;
        long contracts = 0;
        long cost = 0;
        long openingCost = 0;
        for (LiveOrder order : holding.account.openOrders()) {
            if (order.market == holding.market && order.working && order.side == side) {
                contracts += order.leaves;
                cost += orderCost(holding.market, side, order.leaves, order.limitE8);
                long opening = order.isReducing() ? 0 : Math.max(0, order.leaves - Math.max(0, reducible));
                reducible -= order.leaves;
                openingCost += opening == 0 ? 0 : orderCost(holding.market, side, opening, order.limitE8);
            }
        }
        return new OpenSide(contracts, cost, openingCost, openingCost == 0 ? 0 : orderMargin(holding, openingCost));
    }
}
