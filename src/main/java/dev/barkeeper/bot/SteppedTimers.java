package dev.barkeeper.bot;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
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
    private final TreeMap<Due, Alarm> byTime = new TreeMap<>();
    private final Map<Alarm, Due> pending = new HashMap<>();
    private long asked;
    /** When the first of them rings. */
    private long nextMillis = Long.MAX_VALUE;

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
        cancel(alarm);
        if (pending.size() == MOST_PENDING) {
            throw new IllegalStateException("alarm " + alarm + " beyond the " + MOST_PENDING + " that may be pending");
        }
        Due due = new Due(dueMillis, asked++);
        pending.put(alarm, due);
        byTime.put(due, alarm);
        noteNext();
    }

    @Override
    public synchronized void cancel(Alarm alarm) {
        Due due = pending.remove(alarm);
        if (due != null) {
            byTime.remove(due);
            noteNext();
        }
    }

    private void noteNext() {
        nextMillis = byTime.isEmpty() ? Long.MAX_VALUE : byTime.firstKey().millis();
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
        return byTime.isEmpty() ? OptionalLong.empty() : OptionalLong.of(nextMillis);
    }

    private synchronized Alarm takeDue(long nowMillis) {
        if (nextMillis > nowMillis || byTime.isEmpty()) {
            return null;
        }
        Alarm alarm = byTime.pollFirstEntry().getValue();
        pending.remove(alarm);
        noteNext();
        return alarm;
    }

    /** A time, and a number that keeps the order of equal ones. */
    private record Due(long millis, long number) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            int byMillis = Long.compare(millis, other.millis);
            return byMillis != 0 ? byMillis : Long.compare(number, other.number);
        }
    }
}
