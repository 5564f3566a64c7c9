package dev.barkeeper.paper;

import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Side;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;

/** Takes, changes and cancels orders: checks first, then the {@link Matcher}. Not thread-safe. */
final class OrderDesk {
    static final int OPEN_ORDERS_PER_SYMBOL = 200;
    static final int STOPS_PER_SYMBOL = 10;

    private final Floor floor;
    private final Bookkeeper books;
    private final Matcher matcher;
    private final AmendDesk amends;

    OrderDesk(Floor floor, Bookkeeper books, Matcher matcher) {
        this.floor = floor;
        this.books = books;
        this.matcher = matcher;
        this.amends = new AmendDesk(books, matcher);
    }

    Placement place(Account account, NewOrder wish) {
        Market market = floor.markets().get(wish.symbol());
        if (market == null) {
            return new Placement.Refused(RefusalReason.INVALID_SYMBOL, "Invalid symbol");
        }
        if (!wish.clOrdId().isEmpty() && account.hasUsed(wish.clOrdId())) {
            return new Placement.Refused(RefusalReason.DUPLICATE_ID, "Duplicate clOrdID");
        }
        Optional<Placement.Refused> refused = OrderChecks.check(
                        wish, market.spec().instrument())
                .or(() -> caps(account, market, wish))
                .or(() -> injected(wish));
        if (refused.isPresent()) {
            return refused.get();
        }
        Holding holding = account.holding(market);
        Side side = wish.side().orElse(holding.contracts > 0 ? Side.SELL : Side.BUY);
        long contracts = wish.contracts();
        if (wish.isReducing() && !wish.type().isTriggered()) {
            long reducible = Long.signum(holding.contracts) == -side.sign() ? Math.abs(holding.contracts) : 0;
            if (reducible == 0) {
                return nothingToReduce(wish, side, holding.contracts);
            }
            contracts = contracts == 0 ? reducible : contracts;
        }
        if (!wish.isReducing() && !wish.type().isTriggered()) {
            Optional<Placement.Refused> poor = funds(holding, side, contracts, wish.limitE8());
            if (poor.isPresent()) {
                return poor.get();
            }
        }
        return new Placement.Placed(accept(account, market, wish, side, contracts));
    }

    Placement amend(Account account, AmendOrder change) {
        return amends.amend(account, change);
    }

    CancelRow cancel(Account account, String asked, boolean byClient, String text) {
        Optional<LiveOrder> live = byClient ? account.liveByClient(asked) : account.live(asked);
        if (live.isPresent()
                && live.get().isWaitingForTrigger()
                && floor.faults().takeFiredStop()) {
            matcher.trigger(live.get());
        }
        if (live.isPresent() && live.get().isOpen()) {
            books.cancel(live.get(), cancelText(text));
            return new CancelRow(asked, Optional.of(live.get().snapshot()), "");
        }
        Optional<PaperOrder> ended = byClient ? account.endedByClient(asked) : account.ended(asked);
        String error = ended.map(order -> "Unable to cancel order due to existing state: "
                        + order.status().text())
                .orElse("Unable to cancel order: Not found or not owned by user");
        return new CancelRow(asked, ended, error);
    }

    List<PaperOrder> cancelAll(Account account, Predicate<PaperOrder> which, String text) {
        List<PaperOrder> cancelled = new ArrayList<>();
        for (LiveOrder order : List.copyOf(account.openOrders())) {
            if (order.isOpen() && which.test(order.snapshot())) {
                books.cancel(order, cancelText(text));
                cancelled.add(order.snapshot());
            }
        }
        return cancelled;
    }

    /** Margin and risk limit of what an order would open. */
    static Optional<Placement.Refused> funds(Holding holding, Side side, long contracts, long limitE8) {
        OptionalLong cost = openingCost(holding, side, contracts, limitE8);
        return cost.isEmpty()
                ? Optional.empty()
                : balance(holding, side, cost.getAsLong()).or(() -> risk(holding, cost.getAsLong()));
    }

    /** Whether there is the margin for what an order would open. */
    static boolean isAffordable(Holding holding, Side side, long contracts, long limitE8) {
        OptionalLong cost = openingCost(holding, side, contracts, limitE8);
        return cost.isEmpty() || balance(holding, side, cost.getAsLong()).isEmpty();
    }

    /** Minor units; empty when the order opens nothing. */
    private static OptionalLong openingCost(Holding holding, Side side, long contracts, long limitE8) {
        long opening = MarginDesk.opening(holding, side, contracts);
        return opening == 0
                ? OptionalLong.empty()
                : OptionalLong.of(MarginDesk.orderCost(holding.market, side, opening, limitE8));
    }

    /** One that turns the position has what closing it frees. */
    private static Optional<Placement.Refused> balance(Holding holding, Side side, long cost) {
        Instrument instrument = holding.market.spec().instrument();
        boolean turns = Long.signum(holding.contracts) == -side.sign();
        long freed = turns ? MarginDesk.posMargin(holding) + Math.min(0, holding.unrealised()) : 0;
        long required = MarginDesk.orderMargin(holding, cost);
        if (required > MarginDesk.available(holding.account, instrument.settlementCurrency()) + freed) {
            return Optional.of(new Placement.Refused(
                    RefusalReason.INSUFFICIENT_BALANCE,
                    "Account has insufficient Available Balance, " + required + " " + instrument.settlementCurrency()
                            + " required"));
        }
        return Optional.empty();
    }

    private static Optional<Placement.Refused> risk(Holding holding, long cost) {
        return MarginDesk.exposure(holding, cost) > holding.market.spec().riskLimitMinor()
                ? Optional.of(new Placement.Refused(
                        RefusalReason.RISK_LIMIT, "Value of position and orders exceeds position Risk Limit"))
                : Optional.empty();
    }

    private PaperOrder accept(Account account, Market market, NewOrder wish, Side side, long contracts) {
        LiveOrder order = new LiveOrder(floor.ids().order(), account, market, wish, side, contracts, floor.nowMillis());
        order.priority = floor.nextSequence();
        account.add(order);
        books.row(order, ExecType.NEW);
        if (wish.type().isTriggered()) {
            if (floor.faults().takeCancelledStop()) {
                books.cancel(order, "Canceled: Canceled on arrival");
            } else {
                matcher.arriveStop(order);
            }
        } else {
            market.ladder().refillIfUsedUp(side.opposite());
            matcher.arrive(order);
        }
        return order.snapshot();
    }

    private Optional<Placement.Refused> injected(NewOrder wish) {
        return wish.type().isTriggered() && floor.faults().takeRefusedStop()
                ? Optional.of(new Placement.Refused(RefusalReason.INJECTED, "Invalid stopPx for ordType"))
                : Optional.empty();
    }

    private static Optional<Placement.Refused> caps(Account account, Market market, NewOrder wish) {
        int open = 0;
        int stops = 0;
        for (LiveOrder order : account.openOrders()) {
            open += order.market == market ? 1 : 0;
            stops += order.market == market && order.isWaitingForTrigger() ? 1 : 0;
        }
        if (open >= OPEN_ORDERS_PER_SYMBOL) {
            return tooMany("Too many open orders");
        }
        return wish.type().isTriggered() && stops >= STOPS_PER_SYMBOL
                ? tooMany("Too many open stop orders")
                : Optional.empty();
    }

    private static Optional<Placement.Refused> tooMany(String message) {
        return Optional.of(new Placement.Refused(RefusalReason.TOO_MANY_ORDERS, message));
    }

    private static Placement nothingToReduce(NewOrder wish, Side side, long held) {
        String instruction = wish.execInst().contains(ExecInst.CLOSE) ? "Close" : "ReduceOnly";
        return new Placement.Refused(
                RefusalReason.NOTHING_TO_REDUCE,
                "Order had execInst of " + instruction + " and side of " + (side == Side.BUY ? "Buy" : "Sell")
                        + " but current position is " + held);
    }

    private static String cancelText(String text) {
        return text.isEmpty() ? "Canceled: Canceled via API." : "Canceled: " + text;
    }
}
