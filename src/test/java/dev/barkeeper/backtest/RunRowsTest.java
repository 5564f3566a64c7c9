package dev.barkeeper.backtest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bot.LoopWatcher;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.Payment;
import dev.barkeeper.model.PositionRow;
import dev.barkeeper.paper.GeneratedPrices;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunRowsTest {
    private static final int BARS = 3_000;

    /** Packed and unpacked, every row is what the bot wanted kept. */
    @ParameterizedTest
    @ValueSource(strings = {"momentum", "movement"})
    void giveBackWhatWasCommitted(String strategy) {
        HeldPrices prices = HeldPrices.of(new GeneratedPrices(Plans.SPEC, 5, Plans.START), BARS);
        List<Decision> decisions = new ArrayList<>();
        List<PositionRow> positions = new ArrayList<>();
        List<Fill> fills = new ArrayList<>();
        List<Payment> payments = new ArrayList<>();
        Map<String, Order> orders = new LinkedHashMap<>();
        RunRows rows = Backtest.run(Plans.of(strategy, Plans.settings(10), prices, 200), new LoopWatcher() {
                    @Override
                    public void onCommitted(Commit commit) {
                        decisions.addAll(commit.decisions());
                        positions.addAll(commit.positions());
                        fills.addAll(commit.fills());
                        payments.addAll(commit.payments());
                        commit.orders().forEach(order -> orders.put(order.orderId(), order));
                    }
                })
                .rows();

        List<Decision> readDecisions = new ArrayList<>();
        List<PositionRow> readPositions = new ArrayList<>();
        rows.forEachMinute(minute -> {
            readDecisions.add(minute.longSide());
            readDecisions.add(minute.shortSide());
            minute.position().ifPresent(readPositions::add);
        });
        List<Fill> readFills = new ArrayList<>();
        rows.fills().forEachRemaining(readFills::add);
        List<Order> readOrders = new ArrayList<>();
        rows.forEachOrder(readOrders::add);
        assertThat(readDecisions).isEqualTo(decisions).hasSize(2 * (BARS - 200 + 1));
        assertThat(readPositions).isEqualTo(positions).hasSize(BARS - 200 + 1);
        assertThat(readFills).isEqualTo(fills).isNotEmpty();
        assertThat(readOrders).containsExactlyInAnyOrderElementsOf(orders.values());
        assertThat(rows.payments()).isEqualTo(payments);
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
