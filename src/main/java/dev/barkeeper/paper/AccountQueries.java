package dev.barkeeper.paper;

import dev.barkeeper.model.Position;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Answers about one account. Stateless. */
final class AccountQueries {

    private AccountQueries() {}

    /** Ended and open orders by arrival. */
    static List<PaperOrder> orders(Account account) {
        List<PaperOrder> all = account.endedOrders();
        all.addAll(openOrders(account));
        all.sort(Comparator.comparingLong(PaperOrder::createdMillis));
        return all;
    }

    static List<PaperOrder> openOrders(Account account) {
        List<PaperOrder> open = new ArrayList<>();
        account.openOrders().forEach(order -> open.add(order.snapshot()));
        return open;
    }

    static Optional<PaperOrder> order(Account account, String orderId) {
        return account.live(orderId).map(LiveOrder::snapshot).or(() -> account.ended(orderId));
    }

    static Optional<PaperOrder> orderByClient(Account account, String clOrdId) {
        return account.liveByClient(clOrdId).map(LiveOrder::snapshot).or(() -> account.endedByClient(clOrdId));
    }

    static List<PaperExecution> executions(Account account, Window window, Predicate<PaperExecution> which) {
        Ring<PaperExecution> rows = account.executions();
        return Windows.cut(
                0,
                rows.size(),
                index -> rows.get((int) index).atMillis(),
                index -> Optional.of(rows.get((int) index)).filter(which),
                window);
    }

    static List<PaperPosition> positions(Account account, long nowMillis) {
        List<PaperPosition> positions = new ArrayList<>();
        account.holdings().forEach(holding -> positions.add(MarginDesk.position(holding, nowMillis)));
        return positions;
    }

    static Stake stake(Account account, String symbol, long nowMillis) {
        List<PaperOrder> open = new ArrayList<>(2);
        for (LiveOrder order : account.openOrders()) {
            if (order.market.symbol().equals(symbol)) {
                open.add(order.snapshot());
            }
        }
        Optional<Holding> holding = account.holdingIfAny(symbol);
        return new Stake(
                holding.isPresent() ? position(holding.get(), nowMillis) : Position.flat(symbol, nowMillis), open);
    }

    /** A holding in the core's words. */
    static Position position(Holding holding, long nowMillis) {
        return new Position(
                holding.market.symbol(),
                holding.contracts,
                holding.averageE8(),
                holding.unrealised(),
                holding.market.markE8(),
                nowMillis);
    }

    static List<PaperMargin> margins(Account account, long nowMillis) {
        List<PaperMargin> margins = new ArrayList<>();
        account.wallets().keySet().forEach(currency -> margins.add(MarginDesk.margin(account, currency, nowMillis)));
        return margins;
    }

    static List<WalletEntry> walletHistory(Account account, Window window) {
        Ring<WalletEntry> rows = account.walletRows();
        return Windows.cut(
                0,
                rows.size(),
                index -> rows.get((int) index).atMillis(),
                index -> Optional.of(rows.get((int) index)),
                window);
    }
}
