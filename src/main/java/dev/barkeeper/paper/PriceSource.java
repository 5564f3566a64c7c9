package dev.barkeeper.paper;

import java.util.Iterator;
import java.util.List;
import java.util.OptionalLong;

/**
 * Minute bars one after the other, in ascending order, endless or ending. Used by one venue, under its lock.
 * {@code next} throws {@link java.util.NoSuchElementException} at the end, {@link PriceSourceException} for bad data.
 */
public interface PriceSource extends Iterator<PriceBar>, AutoCloseable {

    /**
     * Bars right before the first one of {@link #next}, oldest first; empty when the source has none (the venue then
     * makes some up). Called at most once, before or after the walk has begun.
     */
    default List<PriceBar> history() {
        return List.of();
    }

    /** The price before the first bar's open, to honour a gap there; empty when unknown. */
    default OptionalLong closeBefore() {
        return OptionalLong.empty();
    }

    @Override
    default void close() {}
}
