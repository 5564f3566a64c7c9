package dev.barkeeper.simulation;

import java.util.PriorityQueue;

/** What is to happen at which venue time; equal times in the order they were asked for. */
final class Agenda {
    private record Item(long millis, long number, Runnable act) {}

    private final PriorityQueue<Item> items = new PriorityQueue<>(
            (a, b) -> a.millis != b.millis ? Long.compare(a.millis, b.millis) : Long.compare(a.number, b.number));
    private long asked;

    void at(long millis, Runnable act) {
        items.add(new Item(millis, asked++, act));
    }

    /** {@link Long#MAX_VALUE} when there is nothing to come. */
    long nextMillis() {
        Item next = items.peek();
        return next == null ? Long.MAX_VALUE : next.millis;
    }

    /** Does what is due, what falls due meanwhile included. */
    void runDue(long nowMillis) {
        while (nextMillis() <= nowMillis) {
            items.poll().act.run();
        }
    }
}
