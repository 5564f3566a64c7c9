package dev.barkeeper.paper;

/** What longs pay shorts every eight hours. Stateless. */
@FunctionalInterface
public interface FundingModel {
    /** Rate × 1e8 of the interval that ends then, epoch milliseconds; negative: shorts pay longs. */
    long rateE8(long fundingMillis);

    /** The same at all times. */
    static FundingModel constant(long rateE8) {
        return fundingMillis -> rateE8;
    }
}
