package dev.barkeeper.strategy;

import dev.barkeeper.model.Bar;
import java.util.List;

/**
 * Prices made by hand on which each strategy, with the default settings, makes at least thirty round trips, is stopped
 * out at least five times and leaves in every way it knows. The margins are wide enough for fills a few ticks off the
 * close. Bars are consecutive and open at the close before; ticks of 0.5.
 */
public final class Stretches {
    /** What ma-composite must have seen before it may act. */
    public static final int COMPOSITE_WARM_UP = 28_800;

    private Stretches() {}

    /** Quiet, a jump, then a fall (two times of three) or a dip through the stop: about 7,500 bars. */
    public static List<Bar> volatilityBreakout(long firstCloseMillis) {
        Tape tape = new Tape(firstCloseMillis, 9_000, 3, 11);
        tape.flat(190);
        for (int trip = 0; trip < 36; trip++) {
            tape.move(70, 1).flat(8);
            if (trip % 3 == 2) {
                tape.dip(220);
            } else {
                tape.move(-45, 1);
            }
            tape.flat(195);
        }
        return tape.bars();
    }

    /** Up and down in legs three periods long, with a spike through the stop in every fourth: 36 legs. */
    public static List<Bar> momentum(long firstCloseMillis, int period) {
        Tape tape = new Tape(firstCloseMillis, 9_000, 0, 12);
        tape.move(10, period);
        for (int leg = 0; leg < 36; leg++) {
            int sign = leg % 2 == 0 ? 1 : -1;
            tape.move(sign * 40, 2 * period);
            if (leg % 4 == 0) {
                tape.dip(250);
            } else if (leg % 8 == 3) {
                tape.peak(700);
            }
            tape.move(sign * 20, period);
        }
        return tape.bars();
    }

    /** Runs up or down that end, fall back through their start, turn or dip through the stop: about 1,000 bars. */
    public static List<Bar> movement(long firstCloseMillis) {
        Tape tape = new Tape(firstCloseMillis, 9_000, 0, 13);
        tape.flat(10);
        for (int round = 0; round < 10; round++) {
            int sign = round % 2 == 0 ? 1 : -1;
            tape.move(sign * 60, 10).flat(15);
            tape.move(sign * 24, 4).move(-sign * 28, 1).flat(15);
            tape.move(sign * 30, 5).move(-sign * 60, 1).move(-sign * 30, 5).flat(15);
            tape.move(sign * 36, 6);
            if (sign > 0) {
                tape.dip(300);
            } else {
                tape.peak(700);
            }
            tape.move(sign * 24, 4).flat(15);
        }
        return tape.bars();
    }

    /**
     * A month that rises, then jumps that last and jumps that do not, falls out of the rise, each held for three hours
     * or spiked through the stop: {@value #COMPOSITE_WARM_UP} bars of warm-up and about 21,700 more.
     *
     * @param firstCloseMillis a minute after a multiple of five minutes
     */
    public static List<Bar> maComposite(long firstCloseMillis) {
        Tape tape = new Tape(firstCloseMillis, 9_000, 8, 14);
        tape.move(1_500, COMPOSITE_WARM_UP);
        for (int round = 0; round < 12; round++) {
            longTrip(tape, round % 3 == 0);
            longTrip(tape, true);
            givenUp(tape);
            shortTrip(tape, round % 2 == 0);
        }
        return tape.bars();
    }

    private static void longTrip(Tape tape, boolean isStopped) {
        tape.toFiveMinutes().flat(4).move(110, 1).move(30, 4).flat(1);
        if (isStopped) {
            tape.flat(5).dip(300).flat(30);
        } else {
            tape.flat(185);
        }
        tape.move(-60, 200).toFiveMinutes();
    }

    private static void givenUp(Tape tape) {
        tape.toFiveMinutes().flat(4).move(110, 1).move(-30, 6).move(-80, 240);
    }

    private static void shortTrip(Tape tape, boolean isStopped) {
        tape.move(300, 600).toFiveMinutes().move(-150, 5);
        if (isStopped) {
            tape.flat(5).peak(650).flat(30);
        } else {
            tape.flat(185);
        }
        tape.move(60, 240);
    }
}
