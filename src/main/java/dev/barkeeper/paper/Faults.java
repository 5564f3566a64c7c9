package dev.barkeeper.paper;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * What shall go wrong next inside the venue; every switch counts down and is off at 0. Faults of bars strike the
 * first listed instrument. Thread-safe. Faults of the
 * transport (503, lost answers, dropped sockets) belong to the gateway; a trade or a cancel from outside is done with
 * {@link PaperVenue#place} without client id and {@link PaperVenue#cancel}.
 */
public final class Faults {
    private final AtomicInteger lateBars = new AtomicInteger();
    private volatile long lateMillis;
    private final AtomicInteger missingBars = new AtomicInteger();
    private final AtomicInteger doubledBars = new AtomicInteger();
    private final AtomicInteger correctedBars = new AtomicInteger();
    private final AtomicInteger refusedStops = new AtomicInteger();
    private final AtomicInteger cancelledStops = new AtomicInteger();
    private final AtomicInteger firedStops = new AtomicInteger();

    /** The next bars are published that much venue time late; queries do not show them before. */
    public void delayBars(int bars, long millis) {
        lateMillis = millis;
        lateBars.set(bars);
    }

    /** The next bars are never published on the stream; queries show them. */
    public void loseBars(int bars) {
        missingBars.set(bars);
    }

    /** The next bars are published twice. */
    public void doubleBars(int bars) {
        doubledBars.set(bars);
    }

    /** The next bars are first published with a close one tick off, then corrected with the bar after. */
    public void correctBars(int bars) {
        correctedBars.set(bars);
    }

    /** The next stop orders are refused. */
    public void refuseStops(int orders) {
        refusedStops.set(orders);
    }

    /** The next stop orders are accepted and cancelled at once. */
    public void cancelStopsOnArrival(int orders) {
        cancelledStops.set(orders);
    }

    /** The next waiting stops that somebody cancels are set off just before the cancel is looked at. */
    public void fireStopsOnCancel(int orders) {
        firedStops.set(orders);
    }

    /** 0 when the next bar is on time. */
    long takeBarDelay() {
        return take(lateBars) ? lateMillis : 0;
    }

    boolean takeMissingBar() {
        return take(missingBars);
    }

    boolean takeDoubledBar() {
        return take(doubledBars);
    }

    boolean takeCorrectedBar() {
        return take(correctedBars);
    }

    boolean takeRefusedStop() {
        return take(refusedStops);
    }

    boolean takeFiredStop() {
        return take(firedStops);
    }

    boolean takeCancelledStop() {
        return take(cancelledStops);
    }

    private static boolean take(AtomicInteger counter) {
        return counter.get() > 0 && counter.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
    }
}
