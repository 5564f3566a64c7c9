package dev.barkeeper.paper;

import dev.barkeeper.model.Instrument;
import java.util.Optional;

/** Changes open orders. Less quantity keeps the place in the queue, everything else goes to its end. Not thread-safe. */
final class AmendDesk {
    private final Bookkeeper books;
    private final Matcher matcher;

    AmendDesk(Bookkeeper books, Matcher matcher) {
        this.books = books;
        this.matcher = matcher;
    }

    Placement amend(Account account, AmendOrder change) {
        boolean byClient = change.orderId().isEmpty();
        Optional<LiveOrder> found =
                byClient ? account.liveByClient(change.origClOrdId()) : account.live(change.orderId());
        if (found.isEmpty()) {
            return missing(account, change, byClient);
        }
        LiveOrder order = found.get();
        long total = change.contracts()
                .orElse(
                        change.leavesContracts().isPresent()
                                ? order.filled + change.leavesContracts().getAsLong()
                                : order.contracts);
        long limit = change.limitE8().orElse(order.limitE8);
        long trigger = change.triggerE8().orElse(order.triggerE8);
        Optional<Placement.Refused> refused = check(order, change, total, limit, trigger);
        if (refused.isPresent()) {
            return refused.get();
        }
        apply(order, change, total, limit, trigger);
        return new Placement.Placed(order.snapshot());
    }

    private void apply(LiveOrder order, AmendOrder change, long total, long limit, long trigger) {
        boolean keepsPlace = total <= order.contracts && limit == order.limitE8;
        if (!change.newClOrdId().isEmpty()) {
            order.account.rename(order, change.newClOrdId());
        }
        if (!change.text().isEmpty()) {
            order.text = change.text();
        }
        order.market.resting().remove(order);
        order.market.stops().remove(order);
        order.working = false;
        order.contracts = Math.max(total, order.filled);
        order.leaves = total - order.filled;
        order.limitE8 = limit;
        order.triggerE8 = trigger;
        if (order.leaves <= 0 && total > 0) {
            books.cancel(order, "Canceled: Canceled via API.");
            return;
        }
        books.row(order, ExecType.REPLACED);
        if (order.isWaitingForTrigger()) {
            matcher.arriveStop(order);
        } else if (keepsPlace) {
            order.working = true;
            order.market.resting().add(order);
        } else {
            matcher.arrive(order);
        }
    }

    private Optional<Placement.Refused> check(
            LiveOrder order, AmendOrder change, long total, long limit, long trigger) {
        if (change.contracts().isPresent() && change.leavesContracts().isPresent()) {
            return OrderChecks.invalid("Cannot specify both orderQty and leavesQty");
        }
        if (change.leavesContracts().orElse(0) < 0) {
            return OrderChecks.invalid("Invalid leavesQty");
        }
        if (!change.newClOrdId().isEmpty()) {
            if (change.origClOrdId().isEmpty() || change.newClOrdId().length() > OrderChecks.CLIENT_ID_LENGTH) {
                return OrderChecks.invalid("Invalid clOrdID");
            }
            if (order.account.hasUsed(change.newClOrdId())) {
                return Optional.of(new Placement.Refused(RefusalReason.DUPLICATE_ID, "Duplicate clOrdID"));
            }
        }
        boolean same = total == order.contracts && limit == order.limitE8 && trigger == order.triggerE8;
        if (same && change.text().isEmpty() && change.newClOrdId().isEmpty()) {
            return OrderChecks.invalid("Invalid amend: orderQty, leavesQty, price, stopPx unchanged");
        }
        Instrument instrument = order.market.spec().instrument();
        boolean close = order.execInst.contains(ExecInst.CLOSE);
        return OrderChecks.quantity(total, close, instrument)
                .or(() -> OrderChecks.limit(limit, order.type, instrument))
                .or(() -> trigger == order.triggerE8
                        ? Optional.empty()
                        : order.triggered
                                ? OrderChecks.invalid("Invalid stopPx for ordType")
                                : OrderChecks.trigger(trigger, order.type, instrument))
                .or(() -> funds(order, total, limit));
    }

    /** More quantity or another price must be paid for, as if the order were new; less quantity only frees. */
    private Optional<Placement.Refused> funds(LiveOrder order, long total, long limit) {
        boolean onlyLess = total <= order.contracts && limit == order.limitE8;
        if (order.isReducing() || order.isWaitingForTrigger() || onlyLess) {
            return Optional.empty();
        }
        order.working = false;
        Optional<Placement.Refused> refused =
                OrderDesk.funds(order.account.holding(order.market), order.side, total - order.filled, limit);
        order.working = true;
        return refused;
    }

    private Placement missing(Account account, AmendOrder change, boolean byClient) {
        boolean ended = byClient
                ? account.endedByClient(change.origClOrdId()).isPresent()
                : account.ended(change.orderId()).isPresent();
        if (ended) {
            return new Placement.Refused(RefusalReason.INVALID_STATUS, "Invalid ordStatus");
        }
        if (byClient && change.origClOrdId().isEmpty()) {
            return new Placement.Refused(RefusalReason.INVALID_PARAMETER, "Invalid orderID");
        }
        return new Placement.Refused(RefusalReason.NOT_FOUND, "Not Found");
    }
}
