package dev.barkeeper.paper;

import dev.barkeeper.model.Bar;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Publishes finished minutes, with the faults that are switched on, and answers questions for bins. Not thread-safe. */
final class BarDesk {
    /** A minute not to be seen before its time. */
    private record Late(Market market, long index, long atMillis) {}

    /** A minute that was told wrong and waits to be told right. */
    private record Wrong(Market market, long index) {}

    private final Floor floor;
    private final List<Late> late = new ArrayList<>();
    private final List<Wrong> wrong = new ArrayList<>();
    private long lastBarMillis;

    BarDesk(Floor floor) {
        this.floor = floor;
    }

    long lastBarMillis() {
        return lastBarMillis;
    }

    /** When the next late bar is due; {@link Long#MAX_VALUE} when there is none. */
    long nextMillis() {
        long next = Long.MAX_VALUE;
        for (int i = 0; i < late.size(); i++) {
            next = Math.min(next, late.get(i).atMillis);
        }
        return next;
    }

    /** The newest minute of a market has just ended. */
    void finished(Market market) {
        long index = market.bars().end() - 1;
        long delay = floor.settings().barDelayMillis()
                + (isFaulty(market) ? floor.faults().takeBarDelay() : 0);
        if (delay > 0) {
            late.add(new Late(market, index, floor.nowMillis() + delay));
        } else {
            publish(market, index);
        }
    }

    /** Publishes late bars that are due. */
    void publishDue() {
        for (Iterator<Late> rest = late.iterator(); rest.hasNext(); ) {
            Late bar = rest.next();
            if (bar.atMillis <= floor.nowMillis()) {
                rest.remove();
                publish(bar.market, bar.index);
            }
        }
    }

    /** Bins by their end; see {@link PaperVenue#bars}. */
    List<Bar> bars(Market market, BinSize size, Window window, boolean partial) {
        long minutes = PreHistory.MINUTES + market.bars().end();
        long oldest =
                market.bars().first() > 0 ? PreHistory.MINUTES + market.bars().first() : 0;
        long running = partial ? 1 : 0;
        if (size == BinSize.MINUTE) {
            return Windows.cut(
                    oldest,
                    minutes + running,
                    index -> index == minutes ? market.runningCloseMillis() : closeMillis(market, index),
                    index -> index == minutes
                            ? Optional.of(market.bars().running(market.runningCloseMillis()))
                            : isLate(market, index) ? Optional.empty() : Optional.of(minute(market, index)),
                    window);
        }
        long firstBin = Math.floorDiv(closeMillis(market, oldest) - 1, size.millis()) + 1;
        long newest = market.bars().end() == 0
                ? market.history().closeMillis(PreHistory.MINUTES - 1)
                : closeMillis(market, minutes - 1);
        long lastBin = Math.floorDiv(newest, size.millis());
        return Windows.cut(
                firstBin,
                lastBin + 1 + running,
                bin -> bin * size.millis(),
                bin -> bin(market, bin * size.millis(), size, bin > lastBin),
                window);
    }

    private Optional<Bar> bin(Market market, long closeMillis, BinSize size, boolean partial) {
        long minutes = PreHistory.MINUTES + market.bars().end();
        long oldest =
                market.bars().first() > 0 ? PreHistory.MINUTES + market.bars().first() : 0;
        long from = indexAfter(market, oldest, minutes, closeMillis - size.millis());
        long to = indexAfter(market, from, minutes, closeMillis);
        if (!partial) {
            return from == to
                    ? Optional.empty()
                    : Optional.of(BarTape.join(index -> minute(market, index), from, to, closeMillis));
        }
        Bar running = market.bars().running(market.runningCloseMillis());
        return Optional.of(
                BarTape.join(index -> index == to ? running : minute(market, index), from, to + 1, closeMillis));
    }

    /** The first minute that ends after a time. */
    private static long indexAfter(Market market, long first, long last, long millis) {
        long low = first;
        long high = last;
        while (low < high) {
            long middle = (low + high) >>> 1;
            if (closeMillis(market, middle) <= millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    /** Minutes by one index over history and walk. */
    static Bar minute(Market market, long index) {
        return index < PreHistory.MINUTES
                ? market.history().bar(index)
                : market.bars().bar(index - PreHistory.MINUTES);
    }

    private static long closeMillis(Market market, long index) {
        return index < PreHistory.MINUTES
                ? market.history().closeMillis(index)
                : market.bars().closeMillis(index - PreHistory.MINUTES);
    }

    private boolean isLate(Market market, long index) {
        for (int i = 0; i < late.size(); i++) {
            if (late.get(i).market == market && late.get(i).index + PreHistory.MINUTES == index) {
                return true;
            }
        }
        return false;
    }

    private void publish(Market market, long index) {
        long closeMillis = market.bars().closeMillis(index);
        if (isFaulty(market) && floor.faults().takeMissingBar()) {
            return;
        }
        lastBarMillis = Math.max(lastBarMillis, closeMillis);
        if (floor.outbound().wants(VenueTopic.BAR)) {
            publishMinute(market, index);
        }
        if (floor.outbound().wants(VenueTopic.BIN)) {
            publishBins(market, closeMillis);
        }
    }

    private void publishMinute(Market market, long index) {
        for (Iterator<Wrong> rest = wrong.iterator(); rest.hasNext(); ) {
            Wrong bar = rest.next();
            if (bar.market == market) {
                rest.remove();
                tell(BinSize.MINUTE, market.bars().bar(bar.index));
            }
        }
        Bar bar = market.bars().bar(index);
        if (isFaulty(market) && floor.faults().takeCorrectedBar()) {
            wrong.add(new Wrong(market, index));
            bar = off(market, bar);
        }
        tell(BinSize.MINUTE, bar);
        if (isFaulty(market) && floor.faults().takeDoubledBar()) {
            tell(BinSize.MINUTE, bar);
        }
    }

    private void publishBins(Market market, long closeMillis) {
        for (BinSize size : BinSize.values()) {
            if (size != BinSize.MINUTE && closeMillis % size.millis() == 0) {
                bin(market, closeMillis, size, false).ifPresent(larger -> tell(size, larger));
            }
        }
    }

    /** Faults of bars strike the first listed instrument only, so that they can be counted. */
    private static boolean isFaulty(Market market) {
        return market.number() == 0;
    }

    private void tell(BinSize size, Bar bar) {
        VenueTopic topic = size == BinSize.MINUTE ? VenueTopic.BAR : VenueTopic.BIN;
        floor.outbound().tell(topic, listener -> listener.onBar(size, bar));
    }

    /** The bar with a close one tick too high. */
    private static Bar off(Market market, Bar bar) {
        long close = bar.closeE8() + market.spec().instrument().tickE8();
        return market.bars()
                .bar(
                        bar.closeMillis(),
                        bar.openE8(),
                        Math.max(bar.highE8(), close),
                        bar.lowE8(),
                        close,
                        bar.trades(),
                        bar.volume(),
                        bar.vwapE8(),
                        bar.lastSize(),
                        bar.turnover());
    }
}
