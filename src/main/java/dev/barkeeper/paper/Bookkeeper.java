package dev.barkeeper.paper;

import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.Position;
import dev.barkeeper.model.Side;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes what happens into accounts as rows and money, and tells the accounts' owners. Not thread-safe. */
final class Bookkeeper {
    private final Floor floor;
    /** Orders with rows that nobody was told of yet, by their first such row. */
    private final List<LiveOrder> changed = new ArrayList<>();

    private final Set<Holding> moved = new LinkedHashSet<>();

    Bookkeeper(Floor floor) {
        this.floor = floor;
    }

    /** A row of an order's life that moves no money. */
    void row(LiveOrder order, ExecType type) {
        order.touch(floor.nowMillis());
        add(order, execution(order, type, 0, 0, false, 0, 0, 0, 0, ""));
        if (!order.isOpen()) {
            order.account.end(order);
        }
        moved.add(order.account.holding(order.market));
    }

    /** Ends an order that is not filled. */
    void cancel(LiveOrder order, String reason) {
        order.market.resting().remove(order);
        order.market.stops().remove(order);
        order.end(OrderStatus.CANCELED, reason);
        row(order, ExecType.CANCELED);
    }

    /** Books a fill: order, position, wallet and row. */
    void fill(LiveOrder order, long quantity, long priceE8, boolean maker, String matchId) {
        long rate = order.market.costs().fees().rateE8(maker);
        book(order, quantity, priceE8, maker, rate, ExecType.TRADE, matchId);
    }

    /** The venue closes a position at its bankruptcy price, without a fee. */
    void liquidate(LiveOrder order, long priceE8) {
        book(order, order.leaves, priceE8, false, 0, ExecType.LIQUIDATION, "");
    }

    private void book(
            LiveOrder order, long quantity, long priceE8, boolean maker, long rate, ExecType type, String matchId) {
        Holding holding = order.account.holding(order.market);
        long value = order.market.math().value(quantity, priceE8);
        long fee = Instrument.feeMinor(value, rate);
        long gross = holding.trade(order.side, quantity, priceE8, fee);
        order.fill(quantity, priceE8);
        order.touch(floor.nowMillis());
        long cost = order.market.math().signedValue(order.side, quantity, priceE8);
        PaperExecution row = execution(order, type, quantity, priceE8, maker, rate, cost, fee, gross, matchId);
        add(order, row);
        money(holding, "RealisedPNL", gross - fee, fee, order.orderId, row.text());
        if (!order.isOpen()) {
            order.market.resting().remove(order);
            order.account.end(order);
        }
        keepHolder(holding);
        moved.add(holding);
    }

    /** Funding on what is held at this instant. */
    void pay(Holding holding, long rateE8) {
        Market market = holding.market;
        long markValue = holding.markValue();
        long amount = Long.signum(holding.contracts) * Instrument.feeMinor(markValue, rateE8);
        holding.pay(amount);
        PaperExecution row = new PaperExecution(
                floor.ids().execution(),
                holding.account.number(),
                market.symbol(),
                ExecType.FUNDING,
                Optional.empty(),
                Math.abs(holding.contracts),
                market.markE8(),
                false,
                rateE8,
                markValue,
                amount,
                0,
                0,
                0,
                "",
                "Funding",
                floor.nextSequence(),
                floor.nowMillis());
        holding.account.executions().add(row);
        floor.outbound().tell(VenueTopic.PRIVATE, listener -> listener.onExecution(row));
        money(holding, "Funding", -amount, amount, "", "");
        moved.add(holding);
    }

    void deposit(Account account, String currency, long amount) {
        Account.Wallet wallet = account.wallet(currency);
        wallet.amount += amount;
        wallet.deposited += amount;
        entry(account, currency, "Deposit", amount, 0, "", "", "");
    }

    /** Holdings whose figures changed since {@link #publish}. */
    Set<Holding> moved() {
        return moved;
    }

    /** A market has another mark price: the figures of all who hold it have changed, if anybody asks for them. */
    void markMoved(Market market) {
        if (floor.outbound().wants(VenueTopic.MARK)) {
            moved.addAll(market.holders());
        }
    }

    /** Orders, then positions and margins that changed since the last time. */
    void publish() {
        if (changed.isEmpty() && moved.isEmpty()) {
            return;
        }
        if (floor.outbound().wants(VenueTopic.PRIVATE)) {
            for (LiveOrder order : changed) {
                PaperOrder state = order.snapshot();
                List<PaperExecution> told = List.copyOf(order.untold);
                floor.outbound().tell(VenueTopic.PRIVATE, listener -> listener.onOrder(state, told));
            }
        }
        changed.forEach(order -> order.untold.clear());
        moved.forEach(this::tellFigures);
        changed.clear();
        moved.clear();
    }

    /** Position and margin of a holding as they are now. */
    private void tellFigures(Holding holding) {
        if (floor.outbound().wants(VenueTopic.STAKE)) {
            long account = holding.account.number();
            Position stake = AccountQueries.position(holding, floor.nowMillis());
            floor.outbound().tell(VenueTopic.STAKE, listener -> listener.onStake(account, stake));
        }
        if (!floor.outbound().wants(VenueTopic.FIGURES)) {
            return;
        }
        PaperPosition position = MarginDesk.position(holding, floor.nowMillis());
        PaperMargin margin = MarginDesk.margin(holding.account, position.currency(), floor.nowMillis());
        floor.outbound().tell(VenueTopic.FIGURES, listener -> {
            listener.onPosition(position);
            listener.onMargin(margin);
        });
    }

    private void keepHolder(Holding holding) {
        boolean known = holding.market.holders().contains(holding);
        if (holding.contracts == 0) {
            holding.market.holders().remove(holding);
        } else if (!known) {
            holding.market.holders().add(holding);
        }
    }

    private void money(Holding holding, String type, long amount, long fee, String orderId, String text) {
        String currency = holding.market.spec().instrument().settlementCurrency();
        holding.account.wallet(currency).amount += amount;
        entry(holding.account, currency, type, amount, fee, holding.market.symbol(), orderId, text);
    }

    private void entry(
            Account account,
            String currency,
            String type,
            long amount,
            long fee,
            String address,
            String orderId,
            String text) {
        Account.Wallet wallet = account.wallet(currency);
        WalletEntry entry = new WalletEntry(
                floor.ids().transaction(),
                account.number(),
                currency,
                type,
                amount,
                fee,
                address,
                orderId,
                text,
                wallet.amount,
                floor.nowMillis());
        account.walletRows().add(entry);
        if (!floor.outbound().wants(VenueTopic.FIGURES)) {
            return;
        }
        PaperWallet state = wallet(account, currency);
        floor.outbound().tell(VenueTopic.FIGURES, listener -> listener.onWallet(state, entry));
    }

    List<PaperWallet> wallets(Account account) {
        return account.wallets().keySet().stream()
                .map(currency -> wallet(account, currency))
                .toList();
    }

    private PaperWallet wallet(Account account, String currency) {
        Account.Wallet wallet = account.wallet(currency);
        return new PaperWallet(
                account.number(), currency, wallet.amount, wallet.deposited, wallet.withdrawn, floor.nowMillis());
    }

    private void add(LiveOrder order, PaperExecution row) {
        order.account.executions().add(row);
        if (order.untold.isEmpty()) {
            changed.add(order);
        }
        order.untold.add(row);
    }

    private PaperExecution execution(
            LiveOrder order,
            ExecType type,
            long quantity,
            long priceE8,
            boolean maker,
            long rateE8,
            long cost,
            long fee,
            long gross,
            String matchId) {
        ContractMath math = order.market.math();
        int sign = order.side == Side.BUY ? 1 : -1;
        return new PaperExecution(
                floor.ids().execution(),
                order.account.number(),
                order.market.symbol(),
                type,
                Optional.of(order.snapshot()),
                quantity,
                priceE8,
                maker,
                rateE8,
                cost,
                fee,
                sign * math.homeNotional(quantity, Math.abs(cost)),
                -sign * math.foreignNotional(quantity, Math.abs(cost)),
                gross,
                matchId,
                order.text,
                floor.nextSequence(),
                floor.nowMillis());
    }
}
