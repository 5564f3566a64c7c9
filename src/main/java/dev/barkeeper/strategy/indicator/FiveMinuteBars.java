package dev.barkeeper.strategy.indicator;

import dev.barkeeper.model.Bar;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes five-minute bars from minute bars by their close stamps: one ends at each multiple of five minutes UTC and holds
 * the minutes that end after the multiple before it. The minutes may be fewer than five, at the very start too; its
 * close is that of the last one there was. When the minute that should end it is missing, it is finished late, with the
 * next bar that comes. Five minutes without any bar make none. Not thread-safe.
 */
public final class FiveMinuteBars {
    /** Length of a bar. */
    public static final long MILLIS = 5 * Bar.MINUTE_MILLIS;

    private final List<Bar> minutes = new ArrayList<>();

    /**
     * Takes a bar later than all before it.
     *
     * @return what is finished now, oldest first: at most a late one, and the one that ends with this minute (then its
     *     close stamp is that of the minute)
     */
    public List<Bar> add(Bar minute) {
        List<Bar> finished = new ArrayList<>(2);
        if (!minutes.isEmpty() && endOf(minutes.get(0)) != endOf(minute)) {
            finished.add(finish());
        }
        minutes.add(minute);
        if (minute.closeMillis() == endOf(minute)) {
            finished.add(finish());
        }
        return finished;
    }

    private Bar finish() {
        Bar first = minutes.get(0);
        long high = minutes.stream().mapToLong(Bar::highE8).max().orElseThrow();
        long low = minutes.stream().mapToLong(Bar::lowE8).min().orElseThrow();
        long close = minutes.get(minutes.size() - 1).closeE8();
        long volume = minutes.stream().mapToLong(Bar::volume).sum();
        minutes.clear();
        return Bar.ofPrices(first.symbol(), endOf(first), first.openE8(), high, low, close, volume);
    }

    private static long endOf(Bar minute) {
        return -Math.floorDiv(-minute.closeMillis(), MILLIS) * MILLIS;
    }
}
