package dev.barkeeper.bot;

import java.util.Arrays;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Timers whose time is told from outside: for lock-step, backtest and simulation. Alarms ring in the order of their
 * times, equal times in the order they were asked for. Thread-safe; the sink is called on the thread that tells the
 * time, outside any lock.
 */
public final class SteppedTimers implements Timers {
    private static final int MOST_PENDING = 10_000;
    private static final int MOST_AT_ONCE = 100_000;

    private final Consumer<Alarm> sink;
    /** The one that rings first last; a few as a rule, so that they are simply gone through. */
    private Pending[] pending = new Pending[8];

    private int size;
    /** When the first of them rings. */
    private volatile long nextMillis = Long.MAX_VALUE;

    /** An alarm with its time. */
    private record Pending(Alarm alarm, long dueMillis) {}

    /**
     * @param sink where due alarms go
     */
    public SteppedTimers(Consumer<Alarm> sink) {
        this.sink = sink;
    }

    /**
     * @throws IllegalStateException when {@value #MOST_PENDING} are pending already
     */
    @Override
    public synchronized void schedule(Alarm alarm, long dueMillis) {
        remove(alarm);
        if (size == MOST_PENDING) {
            throw new IllegalStateException("alarm " + alarm + " beyond the " + MOST_PENDING + " that may be pending");
        }
        if (size == pending.length) {
            pending = Arrays.copyOf(pending, size * 2);
        }
        int at = size++;
        // equal times ring in the order they were asked for, so the new one goes in front of its equals
        while (at > 0 && pending[at - 1].dueMillis() <= dueMillis) {
            pending[at] = pending[at - 1];
            at--;
        }
        pending[at] = new Pending(alarm, dueMillis);
        noteNext();
    }

    private void remove(Alarm alarm) {
        for (int i = 0; i < size; i++) {
            Alarm other = pending[i].alarm();
            if (other.number() == alarm.number() && other.kind() == alarm.kind()) {
                System.arraycopy(pending, i + 1, pending, i, size - i - 1);
                pending[--size] = null;
                return;
            }
        }
    }

    private void noteNext() {
        nextMillis = size == 0 ? Long.MAX_VALUE : pending[size - 1].dueMillis();
    }

    /**
     * Rings what is due at or before that time, also what the sink schedules meanwhile and is due.
     *
     * @return how many rang
     * @throws IllegalStateException when there is no end of it, because alarms ask for themselves again at once
     */
    public int ringDue(long nowMillis) {
        for (int rang = 0; rang < MOST_AT_ONCE; rang++) {
            Alarm alarm = takeDue(nowMillis);
            if (alarm == null) {
                return rang;
            }
            sink.accept(alarm);
        }
        throw new IllegalStateException(MOST_AT_ONCE + " alarms rang at " + nowMillis + " without an end");
    }

    /** When the next one rings, empty when none is pending. */
    public synchronized OptionalLong nextDue() {
        return size == 0 ? OptionalLong.empty() : OptionalLong.of(nextMillis);
    }

    /** When the next one rings; {@link Long#MAX_VALUE} when none is pending. */
    public long nextDueMillis() {
        return nextMillis;
    }

    private Alarm takeDue(long nowMillis) {
        if (nextMillis > nowMillis) {
            return null;
        }
        synchronized (this) {
            if (size == 0 || nextMillis > nowMillis) {
                return null;
            }
            Alarm alarm = pending[--size].alarm();
            pending[size] = null;
            noteNext();
            return alarm;
        }
    }
}
