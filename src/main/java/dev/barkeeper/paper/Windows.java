package dev.barkeeper.paper;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.LongUnaryOperator;

/** Cuts a {@link Window} out of rows that ascend in time. Stateless. */
final class Windows {

    private Windows() {}

    /**
     * Rows {@code [first, last)} by index.
     *
     * @param timeOf the time of a row
     * @param row the row itself, empty to leave it out
     */
    static <T> List<T> cut(
            long first, long last, LongUnaryOperator timeOf, LongFunction<Optional<T>> row, Window window) {
        long from = lowerBound(first, last, timeOf, window.fromMillis());
        long to = window.toMillis() == Long.MAX_VALUE ? last : lowerBound(from, last, timeOf, window.toMillis() + 1);
        List<T> rows = new ArrayList<>();
        for (long i = from; i < to && rows.size() < window.count(); i++) {
            row.apply(window.newestFirst() ? to - 1 - (i - from) : i).ifPresent(rows::add);
        }
        return rows;
    }

    /** Mostly the newest rows are asked for, so it goes back from the end in doubling steps before it halves. */
    private static long lowerBound(long first, long last, LongUnaryOperator timeOf, long millis) {
        long high = last;
        long step = 1;
        while (high - step >= first && timeOf.applyAsLong(high - step) >= millis) {
            high -= step;
            step *= 2;
        }
        long low = Math.max(first, high - step);
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (timeOf.applyAsLong(middle) < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
