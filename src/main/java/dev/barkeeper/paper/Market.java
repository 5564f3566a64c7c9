package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Quote;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TriggerPrice;
import java.util.ArrayList;
import java.util.List;

/** One instrument with its price, book and tapes. Not thread-safe. */
final class Market {
    static final long FUNDING_INTERVAL_MILLIS = 8 * 3_600_000L;
    private static final long FUNDING_OFFSET_MILLIS = 4 * 3_600_000L;
    private static final long BASIS_GRAIN = 10_000;

    private final int number;
    private final ContractSpec spec;
    private final ContractMath math;
    private final Costs costs;
    private final Ladder ladder;
    private final TradeTape tape = new TradeTape();
    private final BarTape bars;
    private final PreHistory history;
    private final List<LiveOrder> resting = new ArrayList<>();
    private final List<LiveOrder> stops = new ArrayList<>();
    private final List<Holding> holders = new ArrayList<>();

    private long priceE8;
    private boolean rising = true;
    private long nowMillis;

    Market(int number, Listing listing, VenueSettings settings, PriceBar first, long previousCloseE8) {
        this.number = number;
        this.spec = listing.spec();
        this.math = new ContractMath(spec);
        this.costs = listing.costs();
        this.ladder = new Ladder(spec, settings);
        this.priceE8 = previousCloseE8;
        this.nowMillis = first.openMillis();
        this.bars = new BarTape(spec, math, priceE8);
        long seed = VenueIds.mix(settings.seed(), number, spec.symbol().hashCode());
        this.history = new PreHistory(spec, math, seed, listing.prices(), first.openMillis(), priceE8);
        ladder.moveTo(priceE8, rising, nowMillis);
    }

    int number() {
        return number;
    }

    String symbol() {
        return spec.symbol();
    }

    ContractSpec spec() {
        return spec;
    }

    Costs costs() {
        return costs;
    }

    /** Of the interval that runs. */
    long fundingRateE8() {
        return costs.funding().rateE8(nextFundingMillis());
    }

    ContractMath math() {
        return math;
    }

    Ladder ladder() {
        return ladder;
    }

    TradeTape tape() {
        return tape;
    }

    BarTape bars() {
        return bars;
    }

    PreHistory history() {
        return history;
    }

    /** Working limit orders of all accounts. */
    List<LiveOrder> resting() {
        return resting;
    }

    /** Stops not yet set off. */
    List<LiveOrder> stops() {
        return stops;
    }

    /** Who holds a position here. */
    List<Holding> holders() {
        return holders;
    }

    /** Nothing here depends on the way the price takes. */
    boolean isQuiet() {
        return resting.isEmpty() && stops.isEmpty() && holders.isEmpty();
    }

    long priceE8() {
        return priceE8;
    }

    boolean isRising() {
        return rising;
    }

    /** The path stands at this price now. */
    void setPrice(long newPriceE8, long atMillis) {
        if (newPriceE8 != priceE8) {
            rising = newPriceE8 > priceE8;
            priceE8 = newPriceE8;
        }
        nowMillis = atMillis;
        ladder.moveTo(priceE8, rising, atMillis);
    }

    /** Walks a minute in which nobody is met: the same trades, bar and book as point by point. */
    void stroll(PricePath path, long minuteMillis) {
        for (int point = 0; point < PricePath.POINTS; point++) {
            long contracts = path.contracts(point);
            if (contracts > 0) {
                long price = path.price(point);
                if (price != priceE8) {
                    rising = price > priceE8;
                    priceE8 = price;
                }
                nowMillis = minuteMillis + PricePath.offsetMillis(point);
                tape.add(nowMillis, price, contracts, rising ? Side.BUY : Side.SELL, true);
                bars.add(price, contracts, path.ticks(point), math.valueOfLots(path.lots(point), contracts, price));
            }
        }
        ladder.moveTo(priceE8, rising, nowMillis);
    }

    void setTime(long atMillis) {
        nowMillis = atMillis;
    }

    long nowMillis() {
        return nowMillis;
    }

    long nextFundingMillis() {
        return nextFundingAfter(nowMillis);
    }

    static long nextFundingAfter(long millis) {
        return (Math.floorDiv(millis - FUNDING_OFFSET_MILLIS, FUNDING_INTERVAL_MILLIS) + 1) * FUNDING_INTERVAL_MILLIS
                + FUNDING_OFFSET_MILLIS;
    }

    long markE8() {
        return markOf(priceE8);
    }

    /** Mark at a path price: index × (1 + funding rate × time left / interval), down to whole 1e-4. */
    long markOf(long pathE8) {
        long basisE8 = fundingRateE8() * (nextFundingMillis() - nowMillis) / FUNDING_INTERVAL_MILLIS;
        long basis = pathE8 / BASIS_GRAIN * basisE8 / (E8.ONE / BASIS_GRAIN);
        return (pathE8 + basis) / BASIS_GRAIN * BASIS_GRAIN;
    }

    /** The price a trigger of that kind watches, at a path price. */
    long watched(TriggerPrice kind, long pathE8) {
        return kind == TriggerPrice.MARK ? markOf(pathE8) : pathE8;
    }

    /** Whether a watched price is at or beyond a level while the path stands at that price. */
    boolean isReached(TriggerPrice kind, long levelE8, long pathE8, boolean upward) {
        long watched = watched(kind, pathE8);
        return upward ? watched >= levelE8 : watched <= levelE8;
    }

    /**
     * The first path price, on tick, at which a watched price is at or beyond a level.
     *
     * @param upward whether the level is reached from below
     */
    long pathPriceFor(TriggerPrice kind, long levelE8, boolean upward) {
        long tick = spec.instrument().tickE8();
        if (kind != TriggerPrice.MARK) {
            return upward
                    ? spec.instrument().ceilToTick(levelE8)
                    : spec.instrument().floorToTick(levelE8);
        }
        long path = spec.instrument().roundToTick(levelE8 - (markOf(levelE8) - levelE8));
        if (upward) {
            while (markOf(path) < levelE8) {
                path += tick;
            }
            while (path > tick && markOf(path - tick) >= levelE8) {
                path -= tick;
            }
        } else {
            while (path > tick && markOf(path) > levelE8) {
                path -= tick;
            }
            while (markOf(path + tick) <= levelE8) {
                path += tick;
            }
        }
        return path;
    }

    long bestBidE8() {
        return best(Side.BUY);
    }

    long bestAskE8() {
        return best(Side.SELL);
    }

    /** Best price of ladder and accounts; 0 when the side is empty. */
    private long best(Side side) {
        int level = ladder.firstLevel(side);
        long best = level == ladder.levels() ? 0 : ladder.priceAt(side, level);
        for (int i = 0; i < resting.size(); i++) {
            LiveOrder order = resting.get(i);
            if (order.side == side && (best == 0 || side.sign() * order.limitE8 > side.sign() * best)) {
                best = order.limitE8;
            }
        }
        return best;
    }

    /** What stands at a price: ladder and accounts. */
    long contractsAt(Side side, long atE8) {
        long sum = 0;
        for (int i = 0; i < resting.size(); i++) {
            LiveOrder order = resting.get(i);
            sum += order.side == side && order.limitE8 == atE8 && order.displayContracts != 0 ? order.leaves : 0;
        }
        for (int level = 0; level < ladder.levels(); level++) {
            if (ladder.priceAt(side, level) == atE8) {
                return sum + ladder.contractsAt(side, level);
            }
        }
        return sum;
    }

    Quote quote() {
        return resting.isEmpty() ? ladderQuote() : fullQuote();
    }

    /** Nobody but the ladder is there. */
    private Quote ladderQuote() {
        int bid = ladder.firstLevel(Side.BUY);
        int ask = ladder.firstLevel(Side.SELL);
        boolean hasBid = bid < ladder.levels();
        boolean hasAsk = ask < ladder.levels();
        return new Quote(
                symbol(),
                nowMillis,
                hasBid ? ladder.priceAt(Side.BUY, bid) : 0,
                hasBid ? ladder.contractsAt(Side.BUY, bid) : 0,
                hasAsk ? ladder.priceAt(Side.SELL, ask) : 0,
                hasAsk ? ladder.contractsAt(Side.SELL, ask) : 0);
    }

    private Quote fullQuote() {
        long bid = bestBidE8();
        long ask = bestAskE8();
        return new Quote(
                symbol(),
                nowMillis,
                bid,
                bid == 0 ? 0 : contractsAt(Side.BUY, bid),
                ask,
                ask == 0 ? 0 : contractsAt(Side.SELL, ask));
    }

    long runningCloseMillis() {
        return Math.floorDiv(nowMillis, Bar.MINUTE_MILLIS) * Bar.MINUTE_MILLIS + Bar.MINUTE_MILLIS;
    }
}
