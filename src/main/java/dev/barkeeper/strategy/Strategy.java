package dev.barkeeper.strategy;

import dev.barkeeper.model.Bar;

/**
 * What to want after each bar. One bot owns one instance and calls it on one thread; it reads no clock, does no I/O and
 * draws no unseeded random number. A user's own class has a public constructor taking {@link StrategySettings}.
 */
public interface Strategy {

    /** How many bars must have been seen before it may enter, 0 or more. */
    int warmUpBars();

    /**
     * Takes a bar into the indicators; bars ascend, minutes may be missing. Called once for every bar, history
     * included, before {@link #decide} of the same bar.
     */
    void onBar(Bar bar);

    /** What it wants after the newest bar. Not called for bars that are not decided on. */
    Wishes decide(Moment moment);
}
