package dev.barkeeper.paper;

import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TimeInForce;
import dev.barkeeper.model.TriggerPrice;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Moves the price of a market. Between two points the price passes every tick, so an order on the way is met at its own
 * price; over a gap it jumps, so stops meet the price behind the gap. Not thread-safe.
 */
final class PathWalker {
    private static final long NEAR_MARK_PERCENT = 5;
    private static final Comparator<LiveOrder> FIRST_REACHED = Comparator.comparingLong(
                    (LiveOrder order) -> (Matcher.firesUpward(order) ? 1 : -1) * order.triggerE8)
            .thenComparingLong(order -> order.priority);

    private final Floor floor;
    private final Bookkeeper books;
    private final Matcher matcher;

    PathWalker(Floor floor, Bookkeeper books, Matcher matcher) {
        this.floor = floor;
        this.books = books;
        this.matcher = matcher;
    }

    /** Walks to a price and trades there. */
    void walk(Market market, long targetE8, long contracts, boolean gap) {
        if (market.isQuiet()) {
            print(market, targetE8, contracts);
            return;
        }
        market.setTime(floor.nowMillis());
        if (!gap) {
            meetOnTheWay(market, targetE8);
        }
        print(market, targetE8, contracts);
        meet(market);
        settle();
    }

    /** Runs what follows from fills: reduce-only orders shrink with their positions. */
    void settle() {
        for (Holding holding : List.copyOf(books.moved())) {
            matcher.trimReducing(holding);
        }
    }

    /** Whether a walk between two prices meets no order, no stop and no liquidation; when in doubt it does. */
    boolean isCalm(Market market, long lowestE8, long highestE8) {
        if (!market.resting().isEmpty()) {
            return false;
        }
        for (int i = 0; i < market.stops().size(); i++) {
            LiveOrder order = market.stops().get(i);
            boolean reached = Matcher.firesUpward(order) ? highestE8 >= order.triggerE8 : lowestE8 <= order.triggerE8;
            if (reached || order.triggerPrice == TriggerPrice.MARK) {
                return false;
            }
        }
        for (int i = 0; i < market.holders().size(); i++) {
            if (!isFarFromLiquidation(market.holders().get(i), lowestE8, highestE8)) {
                return false;
            }
        }
        return true;
    }

    /** The mark never strays further from the path than the funding rate allows; a hundredth is beyond any. */
    private static boolean isFarFromLiquidation(Holding holding, long lowestE8, long highestE8) {
        long level = holding.liquidationE8();
        return holding.contracts > 0 ? lowestE8 - lowestE8 / 100 > level : highestE8 + highestE8 / 100 < level;
    }

    private void meetOnTheWay(Market market, long targetE8) {
        while (true) {
            OptionalLong level = nextLevel(market, targetE8);
            if (level.isEmpty() || level.getAsLong() == targetE8) {
                return;
            }
            market.setPrice(level.getAsLong(), floor.nowMillis());
            Side taker = market.isRising() ? Side.BUY : Side.SELL;
            long lot = market.spec().instrument().lotContracts();
            market.tape().add(floor.nowMillis(), level.getAsLong(), lot, taker, true);
            meet(market);
            settle();
        }
    }

    private void print(Market market, long priceE8, long contracts) {
        market.setPrice(priceE8, floor.nowMillis());
        Side taker = market.isRising() ? Side.BUY : Side.SELL;
        market.tape().add(floor.nowMillis(), priceE8, contracts, taker, true);
        market.bars().add(priceE8, contracts);
    }

    /** Everything that the present price sets off: limit orders, then stops, then liquidations. */
    private void meet(Market market) {
        matcher.fillReached(market);
        fireStops(market);
        List<Holding> exhausted = List.of();
        for (int i = 0; i < market.holders().size(); i++) {
            if (LiquidationMath.isExhausted(market.holders().get(i))) {
                exhausted = List.copyOf(market.holders());
            }
        }
        for (Holding holding : exhausted) {
            if (LiquidationMath.isExhausted(holding)) {
                liquidate(holding);
            }
        }
    }

    private void fireStops(Market market) {
        List<LiveOrder> fired = List.of();
        for (int i = 0; i < market.stops().size(); i++) {
            LiveOrder order = market.stops().get(i);
            if (Matcher.isBeyond(order, market.priceE8()) && isNearMark(order)) {
                fired = fired.isEmpty() ? new ArrayList<>() : fired;
                fired.add(order);
            }
        }
        if (fired.size() > 1) {
            fired.sort(FIRST_REACHED);
        }
        for (LiveOrder order : fired) {
            if (order.isOpen()) {
                matcher.trigger(order);
            }
        }
    }

    /** The price nearest on the way at which something waits; empty when nothing does. */
    private static OptionalLong nextLevel(Market market, long targetE8) {
        long from = market.priceE8();
        if (from == targetE8) {
            return OptionalLong.empty();
        }
        boolean up = targetE8 > from;
        long firstTick = from + (up ? 1 : -1) * market.spec().instrument().tickE8();
        long best = Long.MAX_VALUE;
        for (int i = 0; i < market.resting().size(); i++) {
            LiveOrder order = market.resting().get(i);
            if (up == (order.side == Side.SELL)) {
                best = nearer(best, clip(order.limitE8, firstTick, up), targetE8, up);
            }
        }
        for (int i = 0; i < market.stops().size(); i++) {
            LiveOrder order = market.stops().get(i);
            if (up == Matcher.firesUpward(order)
                    && market.isReached(order.triggerPrice, order.triggerE8, targetE8, up)
                    && isNearMark(order)) {
                long path = market.pathPriceFor(order.triggerPrice, order.triggerE8, up);
                best = nearer(best, clip(path, firstTick, up), targetE8, up);
            }
        }
        for (int i = 0; i < market.holders().size(); i++) {
            Holding holding = market.holders().get(i);
            long level = holding.liquidationE8();
            if (up == holding.contracts < 0
                    && level > 0
                    && level < market.spec().instrument().maxPriceE8()
                    && market.isReached(TriggerPrice.MARK, level, targetE8, up)) {
                best = nearer(
                        best, clip(market.pathPriceFor(TriggerPrice.MARK, level, up), firstTick, up), targetE8, up);
            }
        }
        return best == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(best);
    }

    private static long clip(long level, long firstTick, boolean up) {
        return up ? Math.max(level, firstTick) : Math.min(level, firstTick);
    }

    private static long nearer(long best, long level, long target, boolean up) {
        boolean onTheWay = up ? level <= target : level >= target;
        if (!onTheWay) {
            return best;
        }
        return best == Long.MAX_VALUE ? level : up ? Math.min(best, level) : Math.max(best, level);
    }

    private static boolean isNearMark(LiveOrder order) {
        if (!order.execInst.contains(ExecInst.LAST_WITHIN_MARK)) {
            return true;
        }
        long mark = order.market.markE8();
        return Math.abs(order.market.priceE8() - mark) <= mark / 100 * NEAR_MARK_PERCENT;
    }

    /** Cancels the symbol's orders and closes the position at its bankruptcy price. */
    private void liquidate(Holding holding) {
        Market market = holding.market;
        for (LiveOrder order : holding.account.openIn(market)) {
            books.cancel(order, "Canceled: Position is in liquidation");
        }
        boolean isLong = holding.contracts > 0;
        long price = LiquidationMath.liquidationFillE8(holding);
        long contracts = Math.abs(holding.contracts);
        NewOrder wish = new NewOrder(
                market.symbol(),
                Optional.of(isLong ? Side.SELL : Side.BUY),
                OrderType.LIMIT,
                contracts,
                price,
                0,
                TriggerPrice.MARK,
                TimeInForce.IMMEDIATE_OR_CANCEL,
                Set.of(),
                OptionalLong.empty(),
                "",
                "Liquidation");
        Side side = isLong ? Side.SELL : Side.BUY;
        LiveOrder order =
                new LiveOrder(floor.ids().order(), holding.account, market, wish, side, contracts, floor.nowMillis());
        holding.account.add(order);
        books.liquidate(order, price);
    }
}
