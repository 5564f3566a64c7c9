package dev.barkeeper.paper;

import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Side;
import dev.barkeeper.model.TimeInForce;
import dev.barkeeper.model.TriggerPrice;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** An order while it can still change; {@link #snapshot} is what the world sees. Not thread-safe. */
final class LiveOrder {
    final String orderId;
    final Account account;
    final Market market;
    final Side side;
    final OrderType type;
    final TriggerPrice triggerPrice;
    final TimeInForce timeInForce;
    final Set<ExecInst> execInst;
    final long displayContracts;
    final long createdMillis;

    String clOrdId;
    String text;
    OrderStatus status = OrderStatus.NEW;
    long contracts;
    long limitE8;
    long triggerE8;
    long leaves;
    long filled;
    boolean triggered;
    boolean working;
    /** Its rows that nobody was told of yet. */
    final List<PaperExecution> untold = new ArrayList<>(4);

    /** Place in the queue at its price: lower is earlier. */
    long priority;

    private long averageE8;
    private BigDecimal weighted = BigDecimal.ZERO;
    /** The first fill, as long as it is not weighed yet: most orders have one alone. */
    private long unweighedContracts;

    private boolean mixed;
    private long atMillis;
    /** Null before it was asked for. */
    private PaperOrder newest;

    LiveOrder(String orderId, Account account, Market market, NewOrder wish, Side side, long contracts, long atMillis) {
        this.orderId = orderId;
        this.account = account;
        this.market = market;
        this.side = side;
        this.type = wish.type();
        this.triggerPrice = wish.triggerPrice();
        this.timeInForce = wish.timeInForce();
        this.execInst = wish.execInst();
        this.displayContracts = wish.displayContracts().orElse(-1);
        this.clOrdId = wish.clOrdId();
        this.text = wish.text().isEmpty() ? "Submitted via API." : wish.text();
        this.contracts = contracts;
        this.limitE8 = wish.limitE8();
        this.triggerE8 = wish.triggerE8();
        this.leaves = contracts;
        this.createdMillis = atMillis;
        this.atMillis = atMillis;
    }

    /** From what was saved. */
    LiveOrder(PaperOrder saved, Account account, Market market) {
        this.orderId = saved.orderId();
        this.account = account;
        this.market = market;
        this.side = saved.side();
        this.type = saved.type();
        this.triggerPrice = saved.triggerPrice();
        this.timeInForce = saved.timeInForce();
        this.execInst = saved.execInst();
        this.displayContracts = saved.displayContracts();
        this.createdMillis = saved.createdMillis();
        this.clOrdId = saved.clOrdId();
        this.text = saved.text();
        this.status = saved.status();
        this.contracts = saved.contracts();
        this.limitE8 = saved.limitE8();
        this.triggerE8 = saved.triggerE8();
        this.leaves = saved.leavesContracts();
        this.filled = saved.filledContracts();
        this.triggered = saved.triggered();
        this.working = saved.working();
        this.averageE8 = saved.averageE8();
        this.weighted = filled == 0 ? BigDecimal.ZERO : weight(filled, averageE8);
        this.atMillis = saved.atMillis();
    }

    boolean isOpen() {
        return !status.isTerminal();
    }

    boolean isWaitingForTrigger() {
        return type.isTriggered() && !triggered;
    }

    boolean isReducing() {
        return execInst.contains(ExecInst.REDUCE_ONLY) || execInst.contains(ExecInst.CLOSE);
    }

    /** Whether it takes any price. */
    boolean isMarket() {
        return !type.isLimit();
    }

    void touch(long nowMillis) {
        atMillis = nowMillis;
    }

    void end(OrderStatus newStatus, String reason) {
        status = newStatus;
        leaves = 0;
        working = false;
        if (!reason.isEmpty()) {
            text = reason + "\n" + text;
        }
    }

    /** Books a fill; the average is harmonic for inverse contracts, rounded to 1e-4 once prices differ. */
    void fill(long quantity, long priceE8) {
        mixed |= filled > 0 && priceE8 != averageE8;
        if (filled == 0) {
            unweighedContracts = quantity;
        } else {
            weigh(quantity, priceE8);
        }
        filled += quantity;
        leaves -= quantity;
        averageE8 = mixed ? mixedAverage() : priceE8;
        status = leaves == 0 ? OrderStatus.FILLED : OrderStatus.PARTIALLY_FILLED;
        working &= leaves > 0;
    }

    private void weigh(long quantity, long priceE8) {
        if (unweighedContracts > 0) {
            weighted = weighted.add(weight(unweighedContracts, averageE8));
            unweighedContracts = 0;
        }
        weighted = weighted.add(weight(quantity, priceE8));
    }

    /** As it is now; the same object as long as nothing of it changes. */
    PaperOrder snapshot() {
        if (newest == null || !isStill(newest)) {
            newest = make();
        }
        return newest;
    }

    private boolean isStill(PaperOrder shown) {
        return shown.atMillis() == atMillis
                && shown.leavesContracts() == leaves
                && shown.filledContracts() == filled
                && shown.contracts() == contracts
                && shown.limitE8() == limitE8
                && shown.triggerE8() == triggerE8
                && shown.averageE8() == averageE8
                && shown.status() == status
                && shown.triggered() == triggered
                && shown.working() == working
                && shown.text().equals(text)
                && shown.clOrdId().equals(clOrdId);
    }

    private PaperOrder make() {
        return new PaperOrder(
                orderId,
                clOrdId,
                account.number(),
                market.symbol(),
                side,
                type,
                status,
                contracts,
                limitE8,
                triggerE8,
                triggerPrice,
                timeInForce,
                execInst,
                displayContracts,
                leaves,
                filled,
                averageE8,
                triggered,
                working,
                text,
                createdMillis,
                atMillis);
    }

    private BigDecimal weight(long quantity, long priceE8) {
        BigDecimal size = BigDecimal.valueOf(quantity);
        BigDecimal price = BigDecimal.valueOf(priceE8, 8);
        return market.spec().isInverse() ? size.divide(price, MathContext.DECIMAL128) : size.multiply(price);
    }

    private long mixedAverage() {
        BigDecimal size = BigDecimal.valueOf(filled);
        BigDecimal average = market.spec().isInverse()
                ? size.divide(weighted, 4, RoundingMode.HALF_UP)
                : weighted.divide(size, 4, RoundingMode.HALF_UP);
        return average.movePointRight(8).longValueExact();
    }
}
