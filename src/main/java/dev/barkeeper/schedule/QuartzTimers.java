package dev.barkeeper.schedule;

import dev.barkeeper.bot.Alarm;
import dev.barkeeper.bot.SteppedTimers;
import dev.barkeeper.bot.Timers;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Timers by the venue's clock on Quartz: one one-shot trigger, for the earliest alarm, set to the wall time at which the
 * venue's clock is expected to be there. A clock that jumps ahead sets it anew, one that fell behind lets it wait on,
 * and a stamp past an alarm rings it at once. A clock of speed 0 rings by its stamps alone. Alarms ring one after the
 * other in the order of their times. Thread-safe; the sink is called on a thread of the scheduler.
 */
public final class QuartzTimers implements Timers, AutoCloseable {
    private static final String RING = "ring";
    private static final long NEVER = Long.MAX_VALUE;

    private final VenueClock clock;
    private final SteppedTimers alarms;
    private final Quartz quartz = new Quartz("alarms", 1);
    private final VenueClock.StampListener onStamp = this::onStamp;
    private long armedFor = NEVER;
    private volatile boolean closed;

    /**
     * @param sink where due alarms go; may block
     */
    public QuartzTimers(VenueClock clock, Consumer<Alarm> sink) {
        this.clock = clock;
        alarms = new SteppedTimers(alarm -> {
            if (!closed) {
                sink.accept(alarm);
            }
        });
        clock.listen(onStamp);
    }

    /**
     * Does nothing once closed.
     *
     * @throws IllegalStateException when too many are pending already
     */
    @Override
    public void schedule(Alarm alarm, long dueMillis) {
        if (!closed) {
            alarms.schedule(alarm, dueMillis);
            armEarlier();
        }
    }

    /** Nothing rings once this has returned, but for a ring that has begun and outlives a few seconds of waiting. */
    @Override
    public void close() {
        clock.forget(onStamp);
        closed = true;
        quartz.close();
    }

    private synchronized void onStamp(long nowMillis, boolean jumped) {
        if (armedFor != NEVER && (jumped || nowMillis >= armedFor)) {
            arm();
        }
    }

    private synchronized void armEarlier() {
        if (alarms.nextDue().orElse(NEVER) < armedFor) {
            arm();
        }
    }

    private synchronized void arm() {
        OptionalLong due = alarms.nextDue();
        armedFor = due.orElse(NEVER);
        if (due.isEmpty() || closed) {
            return;
        }
        long left = armedFor - clock.nowMillis();
        if (left <= 0) {
            armedFor = NEVER;
            quartz.once(RING, 0, this::ring);
        } else if (clock.speed() > 0) {
            quartz.once(RING, (long) Math.ceil(left / clock.speed()), this::ring);
        }
    }

    private void ring() {
        try {
            alarms.ringDue(clock.nowMillis());
        } finally {
            arm();
        }
    }
}
