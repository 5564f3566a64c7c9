package dev.barkeeper.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.PositionRow;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.storage.MemoryBarStore;
import dev.barkeeper.storage.MemoryBotStore;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunRowsTest {
    private static final int BARS = 3_000;

    /**
     * Packed and unpacked, and with the account read on the spot where nothing else is due, every row is what a store got that
     * keeps the journal, so that the account was asked for by an alarm.
     */
    @ParameterizedTest
    @ValueSource(strings = {"momentum", "movement", "volatility-breakout", "ma-composite"})
    void areThoseOfAStoreThatKeepsAll(String strategy) {
        HeldPrices prices = HeldPrices.of(new GeneratedPrices(Plans.SPEC, 5, Plans.START), BARS);
        MemoryBotStore store = new MemoryBotStore(Plans.rules().key(), new MemoryBarStore());
        Backtest.run(Plans.of(strategy, Plans.settings(10), prices, 200), store);

        RunRows rows = Backtest.run(Plans.of(strategy, Plans.settings(10), prices, 200))
                .rows();

        List<Decision> decisions = new ArrayList<>();
        List<PositionRow> positions = new ArrayList<>();
        rows.forEachMinute(minute -> {
            decisions.add(minute.longSide());
            decisions.add(minute.shortSide());
            minute.position().ifPresent(positions::add);
        });
        List<Fill> fills = new ArrayList<>();
        rows.fills().forEachRemaining(fills::add);
        List<Order> orders = new ArrayList<>();
        rows.forEachOrder(orders::add);
        assertThat(decisions).isEqualTo(store.decisions()).hasSize(2 * (BARS - 200 + 1));
        assertThat(positions).isEqualTo(store.positions()).hasSize(BARS - 200 + 1);
        assertThat(fills).isEqualTo(store.fills());
        assertThat(orders).containsExactlyInAnyOrderElementsOf(store.orders());
        assertThat(rows.payments()).isEqualTo(store.payments());
        assertThat(rows.synthetic()).isEmpty();
    }

    @Test
    void packNumbersOfAnySize() {
        PackedLongs packed = new PackedLongs();
        List<Long> numbers = new ArrayList<>();
        for (long i = 1; i != 0; i <<= 1) {
            numbers.addAll(List.of(i, i - 1, -i, ~i, i ^ 0x5555L));
        }
        for (int round = 0; round < 500; round++) {
            numbers.forEach(packed::add);
        }
        PackedLongs.Cursor cursor = packed.cursor();
        for (int round = 0; round < 500; round++) {
            for (long number : numbers) {
                assertThat(cursor.next()).isEqualTo(number);
            }
        }
    }
}
