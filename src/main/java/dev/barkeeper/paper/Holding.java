package dev.barkeeper.paper;

import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Side;

/** An account's position in one market, in integer cost. Not thread-safe. */
final class Holding {
    final Account account;
    final Market market;
    long contracts;
    long cost;
    long currentCost;
    long realisedCost;
    long comm;
    long realised;
    long prevRealised;
    /** 0: cross margin. */
    long leverageE8;

    private long averageOf;
    private long averageCost;
    private long average;
    private long level;
    private long levelOf;
    private long levelCost;
    private long levelMoney;
    private long levelLeverage;

    Holding(Account account, Market market) {
        this.account = account;
        this.market = market;
    }

    /**
     * Books a trade; one that turns the position closes it first.
     *
     * @return what was realised, before the fee
     */
    long trade(Side side, long quantity, long priceE8, long fee) {
        ContractMath math = market.math();
        long execCost = math.signedValue(side, quantity, priceE8);
        long closing = Long.signum(contracts) == -side.sign() ? Math.min(quantity, Math.abs(contracts)) : 0;
        long gross = 0;
        long openCost = execCost;
        if (closing > 0) {
            long closeCost = closing == quantity ? execCost : math.signedValue(side, closing, priceE8);
            long portion =
                    closing == Math.abs(contracts) ? cost : ContractMath.share(cost, closing, Math.abs(contracts));
            gross = -(portion + closeCost);
            cost -= portion;
            contracts += side.sign() * closing;
            realisedCost += portion + closeCost;
            currentCost += closeCost;
            openCost = execCost - closeCost;
            realised += gross;
        }
        comm += fee;
        realised -= fee;
        if (contracts == 0 && closing > 0) {
            ended();
        }
        if (quantity > closing) {
            contracts += side.sign() * (quantity - closing);
            cost += openCost;
            currentCost += openCost;
        }
        return gross;
    }

    /** Books funding. */
    void pay(long amount) {
        comm += amount;
        realised -= amount;
    }

    /** Display price of the entry; reckoned anew only when the position is another. */
    long averageE8() {
        if (averageOf != contracts || averageCost != cost) {
            average = market.math().averageEntry(contracts, cost);
            averageOf = contracts;
            averageCost = cost;
        }
        return average;
    }

    /** As {@link LiquidationMath#liquidationE8}; with one position alone it changes only with money and position. */
    long liquidationE8() {
        if (account.holdings().size() > 1) {
            return LiquidationMath.liquidationE8(this);
        }
        long money = account.wallet(market.spec().instrument().settlementCurrency()).amount;
        if (levelOf != contracts || levelCost != cost || levelMoney != money || levelLeverage != leverageE8) {
            level = LiquidationMath.liquidationE8(this);
            levelOf = contracts;
            levelCost = cost;
            levelMoney = money;
            levelLeverage = leverageE8;
        }
        return level;
    }

    boolean isCross() {
        return leverageE8 == 0;
    }

    /** Initial margin requirement: 1/leverage, the contract's own with cross margin; never below the contract's. */
    long initReqE8() {
        Instrument instrument = market.spec().instrument();
        if (isCross()) {
            return instrument.initMarginE8();
        }
        long one = dev.barkeeper.model.E8.ONE;
        return Math.max(instrument.initMarginE8(), ContractMath.share(one, one, leverageE8));
    }

    long markValue() {
        return contracts == 0
                ? 0
                : market.math().signedValue(contracts > 0 ? Side.BUY : Side.SELL, Math.abs(contracts), market.markE8());
    }

    long unrealised() {
        return contracts == 0 ? 0 : markValue() - cost;
    }

    private void ended() {
        prevRealised = realised;
        realised = 0;
        currentCost = 0;
        realisedCost = 0;
        comm = 0;
    }
}
