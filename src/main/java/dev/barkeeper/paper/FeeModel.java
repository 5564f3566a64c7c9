package dev.barkeeper.paper;

/** What the venue takes of each fill. Stateless. */
@FunctionalInterface
public interface FeeModel {
    /**
     * Rate × 1e8 of the fill's value; negative is paid out.
     *
     * @param maker whether the order rested in the book
     */
    long rateE8(boolean maker);

    /** One rate for makers, one for takers. */
    static FeeModel of(long makerE8, long takerE8) {
        return maker -> maker ? makerE8 : takerE8;
    }
}
