package dev.barkeeper.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The wait as the decision rows tell it, which is all that a restarted bot has. */
class EntryWaitTest {
    private static final long NOW = 1_000;
    private final List<Decision> rows = new ArrayList<>();

    @Test
    void noRowsAreNoWait() {
        assertThat(wait(rows)).isEmpty();
        row(NOW - 1, false, 50);
        assertThat(wait(rows)).isEmpty();
    }

    @Test
    void isOverAfterFiveActiveRowsInARun() {
        for (int minute = 4; minute >= 1; minute--) {
            row(NOW - minute, true, 100 + minute);
        }
        assertThat(wait(rows))
                .hasValueSatisfying(wait -> assertThat(wait.isOver()).isFalse());
        rows.clear();
        for (int minute = 5; minute >= 1; minute--) {
            row(NOW - minute, true, 100 + minute);
        }
        EntryWait wait = wait(rows).orElseThrow();
        assertThat(wait.isOver()).isTrue();
        assertThat(wait.hasRisen(E8.ofWhole(115))).isTrue();
        assertThat(wait.hasRisen(E8.ofWhole(115) - 1)).isFalse();
    }

    @Test
    void aRowThatIsNotActiveEndsTheRun() {
        row(NOW - 6, true, 1);
        row(NOW - 5, false, 1);
        for (int minute = 4; minute >= 1; minute--) {
            row(NOW - minute, true, 1);
        }
        assertThat(wait(rows).orElseThrow().rows()).isEqualTo(4);
    }

    @Test
    void rowsOlderThanSixMinutesDoNotCount() {
        row(NOW - 7, true, 1);
        row(NOW - 6, true, 2);
        row(NOW - 5, true, 3);
        row(NOW - 2, true, 4);
        assertThat(wait(rows).orElseThrow()).isEqualTo(new EntryWait(3, E8.ofWhole(2)));
    }

    @Test
    void syntheticAndShortRowsAreNoneOfIt() {
        row(NOW - 2, true, 7);
        rows.add(decision(NOW - 1, Direction.LONG, true, false, 9));
        rows.add(decision(NOW - 1, Direction.SHORT, false, true, 9));
        assertThat(wait(rows).orElseThrow()).isEqualTo(new EntryWait(1, E8.ofWhole(7)));
    }

    private void row(long minute, boolean active, long market) {
        rows.add(decision(minute, Direction.LONG, false, active, market));
        rows.add(decision(minute, Direction.SHORT, false, false, market));
    }

    private static Decision decision(long minute, Direction side, boolean synthetic, boolean active, long market) {
        return new Decision(minute * 60_000, "X", side, 0, 0, synthetic, E8.ofWhole(market), active, "");
    }

    private static Optional<EntryWait> wait(List<Decision> rows) {
        Bar bar = Bar.ofPrices("X", NOW * 60_000, 1, 1, 1, 1, 0);
        return EntryWait.of(new Moment(bar, 1, Optional.empty(), rows));
    }
}
