package dev.barkeeper.paper;

/** How much worse than the book an order that takes is filled. Stateless. */
@FunctionalInterface
public interface SlippageModel {
    /** The book says it all. */
    SlippageModel NONE = contracts -> 0;

    /** Ticks against the taker, 0 or more, for a fill of that many contracts; an order's limit is never passed. */
    long ticks(long contracts);

    /** The same for all fills. */
    static SlippageModel constant(long ticks) {
        return contracts -> ticks;
    }
}
