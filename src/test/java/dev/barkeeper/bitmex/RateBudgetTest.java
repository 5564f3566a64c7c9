package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bitmex.RateBudget.Use;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RateBudgetTest {
    private long nanos = 1;

    private final RateBudget budget = new RateBudget(true, 1, () -> nanos);

    @Test
    void historyLeavesAReserveThatLookUpsLeaveToOrders() {
        assertThat(takeAll(Use.HISTORY)).isEqualTo(72);
        assertThat(takeAll(Use.ACCOUNT)).isEqualTo(36);
        assertThat(budget.take(Use.HISTORY)).isPositive();

        for (int i = 0; i < 50; i++) {
            assertThat(budget.take(Use.PROTECTING)).isZero();
        }
    }

    @Test
    void refillsWithTimeAndSaysHowLongThatTakes() {
        takeAll(Use.HISTORY);

        long wait = budget.take(Use.HISTORY);
        nanos += TimeUnit.MILLISECONDS.toNanos(wait);

        assertThat(wait).isEqualTo(500);
        assertThat(budget.take(Use.HISTORY)).isZero();
    }

    /** Else a venue that allows one request a minute would never be asked what is held. */
    @Test
    void keepsNoReserveThatTheAllowanceIsTooSmallFor() {
        budget.told(1, 0, -1);
        for (Use use : Use.values()) {
            nanos += TimeUnit.MINUTES.toNanos(1);
            assertThat(budget.take(use)).as("%s", use).isZero();
        }
    }

    @Test
    void refillsFasterAtAVenueInQuickMotion() {
        RateBudget quick = new RateBudget(true, 60, () -> nanos);
        while (quick.take(Use.HISTORY) == 0) {
            // spend
        }

        assertThat(quick.take(Use.HISTORY)).isEqualTo(9);
    }

    @Test
    void believesTheVenueAboutWhatIsLeft() {
        budget.told(30, 12, -1);

        assertThat(budget.take(Use.HISTORY)).isEqualTo(2_000);
        assertThat(budget.take(Use.ACCOUNT)).isZero();
    }

    @Test
    void waitsTheSecondOutWhenItsShareIsSpent() {
        budget.told(-1, -1, 0);

        assertThat(budget.take(Use.PROTECTING)).isEqualTo(1_001);
        nanos += TimeUnit.SECONDS.toNanos(1);
        assertThat(budget.take(Use.PROTECTING)).isZero();
    }

    @Test
    void keepsSilentAsLongAsAsked() {
        budget.pause(300);

        assertThat(budget.take(Use.HISTORY)).isEqualTo(300_001);
        assertThat(budget.take(Use.ENTERING)).isEqualTo(300_001);
        nanos += TimeUnit.SECONDS.toNanos(300);
        assertThat(budget.take(Use.ENTERING)).isZero();
        assertThat(budget.take(Use.HISTORY)).isZero();
    }

    @Test
    void silencesNoStopAndNoLookUpForMinutes() {
        budget.pause(300);

        assertThat(budget.take(Use.PROTECTING)).isEqualTo(2_001);
        assertThat(budget.take(Use.ACCOUNT)).isEqualTo(5_001);
        nanos += TimeUnit.SECONDS.toNanos(2);
        assertThat(budget.take(Use.PROTECTING)).isZero();
        nanos += TimeUnit.SECONDS.toNanos(3);
        assertThat(budget.take(Use.ACCOUNT)).isZero();
        assertThat(budget.take(Use.ENTERING)).isEqualTo(295_001);
    }

    @Test
    void comesNoSoonerThanAskedWhereThatIsSoon() {
        budget.pause(1);

        assertThat(budget.take(Use.PROTECTING)).isEqualTo(1_001);
        assertThat(budget.take(Use.ACCOUNT)).isEqualTo(1_001);
    }

    private int takeAll(Use use) {
        int taken = 0;
        while (budget.take(use) == 0) {
            taken++;
        }
        return taken;
    }
}
