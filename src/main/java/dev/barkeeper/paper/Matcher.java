package dev.barkeeper.paper;

import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TimeInForce;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Brings orders together. An arriving order takes accounts' orders and ladder levels, best price first, accounts before
 * the ladder at the same price. A resting limit order is filled in full, at its price, when the path touches or passes
 * it. Not thread-safe.
 */
final class Matcher {
    private static final String POST_ONLY = "Canceled: Order had execInst of ParticipateDoNotInitiate";
    private static final String NO_LIQUIDITY = "Canceled: Order had timeInForce of ImmediateOrCancel";
    private static final String FILL_OR_KILL = "Canceled: Order had timeInForce of FillOrKill";
    private static final String TRIGGERED = "Triggered: Order stop price reached";
    private static final String NO_MARGIN = "Canceled: Account has insufficient Available Balance";

    private final Floor floor;
    private final Bookkeeper books;

    Matcher(Floor floor, Bookkeeper books) {
        this.floor = floor;
        this.books = books;
    }

    /** A new stop: waits, or is set off at once when the price is beyond it already. */
    void arriveStop(LiveOrder order) {
        if (isBeyond(order, order.market.priceE8())) {
            trigger(order);
        } else {
            order.market.stops().add(order);
        }
    }

    /** Whether a stop's watched price is at or beyond its trigger while the path stands at that price. */
    static boolean isBeyond(LiveOrder order, long pathE8) {
        return order.market.isReached(order.triggerPrice, order.triggerE8, pathE8, firesUpward(order));
    }

    /** Stop buys and if-touched sells wait for a rise. */
    static boolean firesUpward(LiveOrder order) {
        boolean touched = order.type == OrderType.MARKET_IF_TOUCHED || order.type == OrderType.LIMIT_IF_TOUCHED;
        return (order.side == Side.BUY) != touched;
    }

    /** Sets a stop off: it becomes a market or limit order on the spot. */
    void trigger(LiveOrder order) {
        order.market.stops().remove(order);
        order.triggered = true;
        order.text = TRIGGERED + "\n" + order.text;
        long reducible = reducible(order);
        if (order.execInst.contains(ExecInst.CLOSE) && order.contracts == 0) {
            order.contracts = reducible;
            order.leaves = reducible;
        }
        books.row(order, ExecType.TRIGGERED);
        if (order.isReducing() && reducible == 0) {
            books.cancel(order, reduceText(order));
            return;
        }
        if (!order.isReducing() && !isAffordable(order)) {
            books.cancel(order, NO_MARGIN);
            return;
        }
        arrive(order);
    }

    /** An order that may trade now. */
    void arrive(LiveOrder order) {
        if (order.execInst.contains(ExecInst.CLOSE)) {
            makeRoomToClose(order);
        }
        if (order.execInst.contains(ExecInst.PARTICIPATE_DO_NOT_INITIATE) && crosses(order)) {
            books.cancel(order, POST_ONLY);
            return;
        }
        if (order.timeInForce == TimeInForce.FILL_OR_KILL && takeable(order) < order.leaves) {
            books.cancel(order, FILL_OR_KILL);
            return;
        }
        take(order);
        if (!order.isOpen()) {
            return;
        }
        if (order.isReducing() && reducible(order) == 0) {
            books.cancel(order, reduceText(order));
        } else if (order.isMarket() || order.timeInForce == TimeInForce.IMMEDIATE_OR_CANCEL) {
            books.cancel(order, NO_LIQUIDITY);
        } else {
            order.working = true;
            order.priority = floor.nextSequence();
            order.market.resting().add(order);
        }
    }

    /** The path stands at a new price: fills what it has reached. */
    void fillReached(Market market) {
        if (market.resting().isEmpty()) {
            return;
        }
        List<LiveOrder> reached = new ArrayList<>();
        for (LiveOrder order : market.resting()) {
            if (order.side.sign() * (order.limitE8 - market.priceE8()) >= 0) {
                reached.add(order);
            }
        }
        reached.sort(Comparator.comparingLong((LiveOrder order) -> -order.side.sign() * order.limitE8)
                .thenComparingLong(order -> order.priority));
        for (LiveOrder order : reached) {
            if (order.isOpen()) {
                fillResting(order);
            }
        }
    }

    /** Cuts resting reduce-only orders down to the position, the least aggressive first. */
    void trimReducing(Holding holding) {
        if (holding.market.resting().isEmpty()) {
            return;
        }
        List<LiveOrder> reducing = new ArrayList<>();
        for (LiveOrder order : holding.market.resting()) {
            if (order.account == holding.account && order.isReducing()) {
                reducing.add(order);
            }
        }
        reducing.sort(Comparator.comparingLong((LiveOrder order) -> -order.side.sign() * order.limitE8)
                .thenComparingLong(order -> order.priority));
        long room = Math.abs(holding.contracts);
        for (LiveOrder order : reducing) {
            long allowed = reducible(order) == 0 ? 0 : Math.min(order.leaves, room);
            room -= allowed;
            if (allowed == 0) {
                books.cancel(order, reduceText(order));
            } else if (allowed < order.leaves) {
                order.contracts -= order.leaves - allowed;
                order.leaves = allowed;
                books.row(order, ExecType.RESTATED);
            }
        }
    }

    /** What an order may still reduce: the whole position when it is on the other side, else 0. */
    static long reducible(LiveOrder order) {
        long held = order.account.holding(order.market).contracts;
        return Long.signum(held) == -order.side.sign() ? Math.abs(held) : 0;
    }

    private void fillResting(LiveOrder order) {
        long quantity = order.isReducing() ? Math.min(order.leaves, reducible(order)) : order.leaves;
        if (quantity > 0) {
            Market market = order.market;
            long sequence = print(market, order.limitE8, quantity, order.side.opposite());
            books.fill(order, quantity, order.limitE8, true, floor.ids().match(market.number(), sequence));
        }
        if (order.isOpen()) {
            books.cancel(order, reduceText(order));
        }
    }

    private void take(LiveOrder taker) {
        Market market = taker.market;
        Side makers = taker.side.opposite();
        while (taker.isOpen() && taker.leaves > 0) {
            long wanted = taker.isReducing() ? Math.min(taker.leaves, reducible(taker)) : taker.leaves;
            Optional<LiveOrder> rival = bestResting(market, makers);
            int level = market.ladder().firstLevel(makers);
            boolean anyLevel = level < market.ladder().levels();
            long ladderPrice = anyLevel ? market.ladder().priceAt(makers, level) : 0;
            boolean fromAccount =
                    rival.isPresent() && (!anyLevel || makers.sign() * (rival.get().limitE8 - ladderPrice) >= 0);
            long price = fromAccount ? rival.get().limitE8 : ladderPrice;
            if (wanted == 0 || price <= 0 || !accepts(taker, price)) {
                return;
            }
            if (fromAccount) {
                cross(taker, rival.get(), wanted);
            } else {
                long quantity = Math.min(wanted, market.ladder().contractsAt(makers, level));
                market.ladder().take(makers, level, quantity);
                long sequence = print(market, price, quantity, taker.side);
                books.fill(
                        taker,
                        quantity,
                        slipped(taker, quantity, price),
                        false,
                        floor.ids().match(market.number(), sequence));
            }
        }
    }

    /** The book's price, made worse by the slippage model within the order's limit. */
    private static long slipped(LiveOrder taker, long quantity, long priceE8) {
        Instrument instrument = taker.market.spec().instrument();
        long ticks = taker.market.costs().slippage().ticks(quantity);
        long worse = Math.max(instrument.tickE8(), priceE8 + taker.side.sign() * ticks * instrument.tickE8());
        return ticks == 0 || accepts(taker, worse) ? worse : taker.limitE8;
    }

    private void cross(LiveOrder taker, LiveOrder maker, long wanted) {
        long offered = maker.isReducing() ? Math.min(maker.leaves, reducible(maker)) : maker.leaves;
        if (offered == 0) {
            books.cancel(maker, reduceText(maker));
            return;
        }
        long quantity = Math.min(wanted, offered);
        long sequence = print(taker.market, maker.limitE8, quantity, taker.side);
        String match = floor.ids().match(taker.market.number(), sequence);
        books.fill(maker, quantity, maker.limitE8, true, match);
        books.fill(taker, quantity, maker.limitE8, false, match);
    }

    private long print(Market market, long priceE8, long quantity, Side taker) {
        return market.tape().add(floor.nowMillis(), priceE8, quantity, taker, false);
    }

    private static boolean accepts(LiveOrder taker, long priceE8) {
        return taker.isMarket() || taker.side.sign() * (taker.limitE8 - priceE8) >= 0;
    }

    private static boolean crosses(LiveOrder order) {
        long best = order.side == Side.BUY ? order.market.bestAskE8() : order.market.bestBidE8();
        return best > 0 && accepts(order, best);
    }

    /** How much an order could take at once. */
    private static long takeable(LiveOrder order) {
        Market market = order.market;
        Side makers = order.side.opposite();
        long sum = 0;
        for (LiveOrder other : market.resting()) {
            sum += other.side == makers && accepts(order, other.limitE8) ? other.leaves : 0;
        }
        for (int level = 0; level < market.ladder().levels(); level++) {
            long price = market.ladder().priceAt(makers, level);
            sum += price > 0 && accepts(order, price) ? market.ladder().contractsAt(makers, level) : 0;
        }
        return order.isReducing() ? Math.min(sum, reducible(order)) : sum;
    }

    private static Optional<LiveOrder> bestResting(Market market, Side side) {
        LiveOrder best = null;
        for (LiveOrder order : market.resting()) {
            if (order.side == side) {
                long better = best == null ? 1 : side.sign() * (order.limitE8 - best.limitE8);
                if (better > 0 || (better == 0 && order.priority < best.priority)) {
                    best = order;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    /** Close cancels other orders of its side when together they would exceed the position. */
    private void makeRoomToClose(LiveOrder closing) {
        long sum = closing.leaves;
        List<LiveOrder> others = new ArrayList<>();
        for (LiveOrder order : closing.market.resting()) {
            if (order != closing && order.account == closing.account && order.side == closing.side) {
                sum += order.leaves;
                others.add(order);
            }
        }
        if (sum > reducible(closing)) {
            others.forEach(order -> books.cancel(order, "Canceled: Canceled by an order with execInst of Close"));
        }
    }

    private static boolean isAffordable(LiveOrder order) {
        Holding holding = order.account.holding(order.market);
        return OrderDesk.isAffordable(holding, order.side, order.leaves, order.limitE8);
    }

    private static String reduceText(LiveOrder order) {
        return "Canceled: Order had execInst of "
                + (order.execInst.contains(ExecInst.CLOSE) ? "Close" : "ReduceOnly") + " and side of "
                + (order.side == Side.BUY ? "Buy" : "Sell") + " but current position is "
                + order.account.holding(order.market).contracts;
    }
}
