package dev.barkeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ForeignTradesTest {
    private final ForeignTrades trades = new ForeignTrades();

    /** The account was read before somebody traded again: the row tells of the first trade alone. */
    @Test
    void aTradeAfterTheMomentThatARowSpeaksOfStaysOpen() {
        trades.onFill(-200, -200);
        trades.onFill(300, 100);
        assertThat(trades.take(-200)).isTrue();
        assertThat(trades.isUnexplained()).isTrue();
        assertThat(trades.contracts()).isEqualTo(300);
        assertThat(trades.take(100)).isTrue();
        assertThat(trades.isUnexplained()).isFalse();
        assertThat(trades.contracts()).isZero();
    }

    @Test
    void aPositionThatTheVenueNeverHeldIsNotTakenOver() {
        trades.onFill(-200, -200);
        assertThat(trades.take(200)).isFalse();
        assertThat(trades.contracts()).isEqualTo(-200);
    }

    @Test
    void theBotsOwnFillsExplainNothing() {
        trades.onFill(0, 100);
        assertThat(trades.isUnexplained()).isFalse();
    }
}
