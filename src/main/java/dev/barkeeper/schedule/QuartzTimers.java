package dev.barkeeper.schedule;

import dev.barkeeper.bot.Alarm;
import dev.barkeeper.bot.Timers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Timers by the venue's clock on Quartz: a one-shot trigger per alarm, set to the wall time at which the venue's clock
 * is expected to be there. A clock that jumps ahead sets them anew, a clock that fell behind lets them wait on, and a
 * stamp that is past an alarm rings it at once. A clock of speed 0 rings by its stamps alone. Thread-safe; the sink is
 * called on a thread of the scheduler.
 */
public final class QuartzTimers implements Timers, AutoCloseable {
    private static final int MOST_PENDING = 1_000;
    private static final long LATER_MILLIS = 1;

    private final VenueClock clock;
    private final Consumer<Alarm> sink;
    private final Quartz quartz = new Quartz("alarms");
    private final VenueClock.StampListener onStamp = this::onStamp;
    private final Map<Alarm, Long> pending = new HashMap<>();
    private long nextDue = Long.MAX_VALUE;
    private boolean closed;

    /**
     * @param sink where due alarms go; may block
     */
    public QuartzTimers(VenueClock clock, Consumer<Alarm> sink) {
        this.clock = clock;
        this.sink = sink;
        clock.listen(onStamp);
    }

    /**
     * Does nothing once closed.
     *
     * @throws IllegalStateException when {@value #MOST_PENDING} are pending already
     */
    @Override
    public synchronized void schedule(Alarm alarm, long dueMillis) {
        if (closed) {
            return;
        }
        if (pending.size() >= MOST_PENDING && !pending.containsKey(alarm)) {
            throw new IllegalStateException("alarm " + alarm + " beyond the " + MOST_PENDING + " that may be pending");
        }
        pending.put(alarm, dueMillis);
        nextDue = Math.min(nextDue, dueMillis);
        arm(alarm, dueMillis);
    }

    @Override
    public synchronized void cancel(Alarm alarm) {
        if (pending.remove(alarm) != null) {
            quartz.remove(nameOf(alarm));
        }
    }

    /** Nothing rings once this has returned, but for a ring that has begun and outlives a few seconds of waiting. */
    @Override
    public void close() {
        clock.forget(onStamp);
        synchronized (this) {
            closed = true;
            pending.clear();
        }
        quartz.close();
    }

    private synchronized void onStamp(long nowMillis, boolean jumped) {
        if (!jumped && nowMillis < nextDue) {
            return;
        }
        List<Alarm> alarms = new ArrayList<>(pending.keySet());
        nextDue = Long.MAX_VALUE;
        for (Alarm alarm : alarms) {
            long due = pending.get(alarm);
            arm(alarm, due);
            if (due > nowMillis) {
                nextDue = Math.min(nextDue, due);
            }
        }
    }

    private void arm(Alarm alarm, long dueMillis) {
        long left = dueMillis - clock.nowMillis();
        if (left <= 0) {
            quartz.once(nameOf(alarm), 0, () -> ring(alarm));
        } else if (clock.speed() > 0) {
            quartz.once(nameOf(alarm), (long) Math.ceil(left / clock.speed()), () -> ring(alarm));
        } else {
            quartz.remove(nameOf(alarm));
        }
    }

    private void ring(Alarm alarm) {
        synchronized (this) {
            Long due = pending.get(alarm);
            if (due == null) {
                return;
            }
            if (clock.nowMillis() < due) {
                quartz.once(nameOf(alarm), waitMillis(due), () -> ring(alarm));
                return;
            }
            pending.remove(alarm);
        }
        sink.accept(alarm);
    }

    private long waitMillis(long due) {
        return Math.max(LATER_MILLIS, (long) Math.ceil((due - clock.nowMillis()) / Math.max(clock.speed(), 1e-3)));
    }

    private static String nameOf(Alarm alarm) {
        return alarm.kind() + "-" + alarm.number();
    }
}
