package dev.barkeeper.backtest;

import dev.barkeeper.model.Decision;
import dev.barkeeper.model.PositionRow;
import java.util.Optional;

/**
 * The rows of one bar.
 *
 * @param position as it was read back after the bar
 */
public record MinuteRow(Decision longSide, Decision shortSide, Optional<PositionRow> position) {
    /** The bar's end. */
    public long barMillis() {
        return longSide.barMillis();
    }
}
