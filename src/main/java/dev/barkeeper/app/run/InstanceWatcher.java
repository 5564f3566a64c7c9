package dev.barkeeper.app.run;

import dev.barkeeper.bot.BotView;
import dev.barkeeper.bot.LoopWatcher;
import dev.barkeeper.journal.Commit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Looks on from the loop's thread: publishes the view, acknowledges settled bars, rings a waiting venue's alarms. */
final class InstanceWatcher implements LoopWatcher {
    private final StepTimers timers;
    private final LongConsumer onSettled;
    private final LongConsumer acknowledge;
    private final Consumer<Commit> observer;
    private final AtomicBoolean ready = new AtomicBoolean();
    private final LoopPulse pulse;
    private final LongSupplier venueMillis;
    private volatile BotView view;
    private volatile boolean greeted;
    private long settledMillis;

    InstanceWatcher(
            StepTimers timers,
            LongConsumer onSettled,
            LongConsumer acknowledge,
            Consumer<Commit> observer,
            LoopPulse pulse,
            LongSupplier venueMillis,
            BotView first) {
        this.onSettled = onSettled;
        this.timers = timers;
        this.acknowledge = acknowledge;
        this.observer = observer;
        this.pulse = pulse;
        this.venueMillis = venueMillis;
        view = first;
        settledMillis = first.lastDecidedMillis();
    }

    BotView view() {
        return view;
    }

    /** History is there and the bot may be told that bars can come. */
    void onHistoryReady() {
        ready.set(true);
    }

    @Override
    public void onCommitted(Commit commit) {
        observer.accept(commit);
    }

    @Override
    public void onView(Supplier<BotView> newest) {
        view = newest.get();
        if (view.isSettled()) {
            timers.ringNext();
        }
        greet();
        pulse.beat(view, greeted, venueMillis.getAsLong());
    }

    @Override
    public void onSettled(long barMillis) {
        onSettled.accept(barMillis);
        settledMillis = barMillis;
        if (greeted) {
            acknowledge.accept(barMillis);
        }
    }

    @Override
    public void onIdle() {
        timers.ringNext();
        greet();
        pulse.beat(view, greeted, venueMillis.getAsLong());
    }

    /** A venue in lock-step waits for the first word before it walks; it gets it when history is there. */
    private void greet() {
        boolean nothingOpen = view.isSettled() && settledMillis == view.lastDecidedMillis();
        if (!greeted && ready.get() && nothingOpen) {
            greeted = true;
            acknowledge.accept(settledMillis);
        }
    }

    /** Whether history is loaded and everything was settled once since. */
    boolean isReady() {
        return greeted;
    }
}
