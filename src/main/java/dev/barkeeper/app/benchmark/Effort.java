package dev.barkeeper.app.benchmark;

/**
 * How much is measured.
 *
 * @param runs of everything, interleaved; medians are of these
 * @param countedBars bars measured per run of the reaction, after {@code warmBars} that are not
 * @param storedBars the long history, minutes
 * @param costBars bars per run of the cost per bar
 * @param rssFirst bars after which memory is read first
 * @param rssLast and last
 * @param watchdogSeconds how long the watchdog is looked at
 */
record Effort(
        int runs,
        int warmBars,
        int countedBars,
        long storedBars,
        int costBars,
        int starts,
        int rssFirst,
        int rssLast,
        int watchdogSeconds) {
    /** Five years of minutes, leap day included. */
    private static final long FIVE_YEARS = 5 * 365 * 1_440L + 1_440;

    static final Effort FULL = new Effort(5, 200, 300, FIVE_YEARS, 300, 5, 1_000, 10_000, 600);

    /** Only shows that all of it works; its figures say nothing. */
    static final Effort QUICK = new Effort(1, 2, 10, 5_000, 10, 1, 20, 60, 3);
}
