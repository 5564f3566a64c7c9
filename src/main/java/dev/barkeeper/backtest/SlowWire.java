package dev.barkeeper.backtest;

import dev.barkeeper.exchange.Capabilities;
import dev.barkeeper.exchange.Exchange;
import dev.barkeeper.exchange.ExchangeListener;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.OrderRequest;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;

/** An exchange that everything takes its time to reach and to come back from, in order. Not thread-safe. */
final class SlowWire implements Exchange {
    private record Parcel(long dueMillis, long number, Runnable delivery) implements Comparable<Parcel> {
        @Override
        public int compareTo(Parcel other) {
            int byTime = Long.compare(dueMillis, other.dueMillis);
            return byTime != 0 ? byTime : Long.compare(number, other.number);
        }
    }

    private final Exchange venue;
    private final Latency latency;
    private final LongSupplier nowMillis;
    private final PriorityQueue<Parcel> underWay = new PriorityQueue<>();
    private long sent;

    SlowWire(Exchange venue, Latency latency, LongSupplier nowMillis) {
        this.venue = venue;
        this.latency = latency;
        this.nowMillis = nowMillis;
    }

    /** When the next thing arrives; {@link Long#MAX_VALUE} when nothing is under way. */
    long nextMillis() {
        return underWay.isEmpty() ? Long.MAX_VALUE : underWay.peek().dueMillis();
    }

    /** Hands over what has arrived by now. */
    void deliver() {
        while (nextMillis() <= nowMillis.getAsLong()) {
            underWay.poll().delivery().run();
        }
    }

    /** Something on its way to the bot. */
    void toBot(Runnable delivery) {
        send(latency.toBotMillis(), delivery);
    }

    @Override
    public Capabilities capabilities() {
        return venue.capabilities();
    }

    @Override
    public void open(ExchangeListener listener) {
        venue.open(report -> toBot(() -> listener.onReport(report)));
    }

    @Override
    public void submit(OrderRequest request) {
        toVenue(() -> venue.submit(request));
    }

    @Override
    public void cancel(ClientOrderId id, String venueOrderId) {
        toVenue(() -> venue.cancel(id, venueOrderId));
    }

    @Override
    public void lookUp(ClientOrderId id, String symbol) {
        toVenue(() -> venue.lookUp(id, symbol));
    }

    @Override
    public void fetchAccount(String symbol) {
        toVenue(() -> venue.fetchAccount(symbol));
    }

    @Override
    public void fetchFills(String symbol, long fromMillis) {
        toVenue(() -> venue.fetchFills(symbol, fromMillis));
    }

    @Override
    public void close() {
        underWay.clear();
        venue.close();
    }

    private void toVenue(Runnable delivery) {
        send(latency.toVenueMillis(), delivery);
    }

    private void send(long millis, Runnable delivery) {
        underWay.add(new Parcel(nowMillis.getAsLong() + millis, sent++, delivery));
    }
}
