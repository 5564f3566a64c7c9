package dev.barkeeper.bot;

/** Times for the core, by the venue's clock: Quartz or simulated. A due alarm comes back through the inbox. */
public interface Timers {
    /** Rings once at that venue time; an equal alarm that is pending is replaced. */
    void schedule(Alarm alarm, long dueMillis);
}
