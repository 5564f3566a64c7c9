package dev.barkeeper.app.run;

import dev.barkeeper.bot.Alarm;
import dev.barkeeper.bot.SteppedTimers;
import dev.barkeeper.bot.Timers;
import dev.barkeeper.schedule.QuartzTimers;
import dev.barkeeper.schedule.VenueClock;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Timers for a venue that may turn out to wait for us: by the clock while it runs by itself, and at once, in order,
 * when nothing else is left to do, while its clock stands still. Used by the loop's thread.
 */
final class StepTimers implements Timers, AutoCloseable {
    private final BooleanSupplier isLockStep;
    private final QuartzTimers byClock;
    private final SteppedTimers byStep;

    StepTimers(VenueClock clock, BooleanSupplier isLockStep, Consumer<Alarm> sink) {
        this.isLockStep = isLockStep;
        byClock = new QuartzTimers(clock, sink);
        byStep = new SteppedTimers(sink);
    }

    @Override
    public void schedule(Alarm alarm, long dueMillis) {
        if (isLockStep.getAsBoolean()) {
            byStep.schedule(alarm, dueMillis);
        } else {
            byClock.schedule(alarm, dueMillis);
        }
    }

    /** Rings what comes next although its time has not come, if the venue waits. */
    void ringNext() {
        OptionalLong due = byStep.nextDue();
        if (due.isPresent()) {
            byStep.ringDue(due.getAsLong());
        }
    }

    @Override
    public void close() {
        byClock.close();
    }
}
