package dev.barkeeper.backtest;

import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.OrderType;
import dev.barkeeper.model.Side;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Consumer;

/** Fills and orders in some sixty bytes each. Not thread-safe. */
final class TradeRows {
    private final PackedTexts texts = new PackedTexts();
    private final PackedLongs fills = new PackedLongs();
    private final PackedLongs orders = new PackedLongs();
    /** Orders that may still change, each in its newest state. */
    private final Map<String, Order> open = new LinkedHashMap<>();

    private long fillCount;
    private long orderCount;

    long fills() {
        return fillCount;
    }

    void add(Fill fill) {
        fillCount++;
        texts.add(fill.execId(), fills);
        texts.add(fill.orderId(), fills);
        addId(fill.clientId(), fills);
        texts.add(fill.symbol(), fills);
        fills.add(fill.side().ordinal());
        fills.add(fill.orderType().ordinal());
        fills.add(fill.orderStatus().ordinal());
        fills.add(fill.orderContracts());
        fills.add(fill.limitE8());
        fills.add(fill.triggerE8());
        fills.add(fill.lastE8());
        fills.add(fill.lastContracts());
        fills.add(fill.leavesContracts());
        fills.add(fill.filledContracts());
        fills.add(fill.averageE8());
        fills.add(fill.costMinor());
        fills.add(fill.feeMinor());
        fills.add(fill.atMillis());
    }

    void add(Order order) {
        if (order.status().isTerminal()) {
            open.remove(order.orderId());
            orderCount++;
            write(order);
        } else {
            open.put(order.orderId(), order);
        }
    }

    /** By arrival; each made as it is read. */
    Iterator<Fill> fillsInOrder() {
        return new FillCursor();
    }

    private final class FillCursor implements Iterator<Fill> {
        private final PackedLongs.Cursor in = fills.cursor();
        private long left = fillCount;

        @Override
        public boolean hasNext() {
            return left > 0;
        }

        @Override
        public Fill next() {
            if (left-- == 0) {
                throw new NoSuchElementException("no more fills");
            }
            return new Fill(
                    texts.next(in),
                    texts.next(in),
                    nextId(in),
                    texts.next(in),
                    Side.values()[(int) in.next()],
                    OrderType.values()[(int) in.next()],
                    OrderStatus.values()[(int) in.next()],
                    in.next(),
                    in.next(),
                    in.next(),
                    in.next(),
                    in.next(),
                    in.next(),
                    in.next(),
                    in.next(),
                    in.next(),
                    in.next(),
                    in.next());
        }
    }

    /** Those that ended, by their end, then those still open; each as it was last reported. */
    void forEachOrder(Consumer<Order> sink) {
        PackedLongs.Cursor in = orders.cursor();
        for (long i = 0; i < orderCount; i++) {
            sink.accept(new Order(
                    texts.next(in),
                    nextId(in),
                    texts.next(in),
                    Side.values()[(int) in.next()],
                    OrderType.values()[(int) in.next()],
                    OrderStatus.values()[(int) in.next()],
                    in.next(),
                    in.next(),
                    in.next(),
                    in.next(),
                    in.next(),
                    in.next(),
                    in.next() != 0,
                    in.next() != 0,
                    texts.next(in),
                    in.next()));
        }
        open.values().forEach(sink);
    }

    private void write(Order order) {
        texts.add(order.orderId(), orders);
        addId(order.clientId(), orders);
        texts.add(order.symbol(), orders);
        orders.add(order.side().ordinal());
        orders.add(order.type().ordinal());
        orders.add(order.status().ordinal());
        orders.add(order.contracts());
        orders.add(order.limitE8());
        orders.add(order.triggerE8());
        orders.add(order.leavesContracts());
        orders.add(order.filledContracts());
        orders.add(order.averageE8());
        orders.add(order.reduceOnly() ? 1 : 0);
        orders.add(order.triggered() ? 1 : 0);
        texts.add(order.text(), orders);
        orders.add(order.atMillis());
    }

    private void addId(Optional<ClientOrderId> id, PackedLongs out) {
        out.add(id.isPresent() ? texts.number(id.get().emi()) : 0);
        if (id.isPresent()) {
            out.add(id.get().number());
        }
    }

    private Optional<ClientOrderId> nextId(PackedLongs.Cursor in) {
        long emi = in.next();
        return emi == 0 ? Optional.empty() : Optional.of(new ClientOrderId(in.next(), texts.text(emi)));
    }
}
