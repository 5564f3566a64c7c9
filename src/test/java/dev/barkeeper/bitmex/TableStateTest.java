package dev.barkeeper.bitmex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderStatus;
import dev.barkeeper.model.Position;
import java.util.List;
import org.junit.jupiter.api.Test;

class TableStateTest {

    @Test
    void makesASparseUpdateWhole() throws Exception {
        TableState orders = TableState.keyed();
        orders.apply(Frames.table("order-partial.json"));

        List<ObjectNode> changed = orders.apply(Frames.table("order-update.json"));

        Order order = BitmexParser.order(changed.get(0));
        assertThat(order.status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(order.contracts()).isEqualTo(100);
        assertThat(order.triggerE8()).isEqualTo(E8.ofWhole(9211));
        assertThat(order.leavesContracts()).isZero();
    }

    @Test
    void clearsByNullAndKeepsWhatIsAbsent() throws Exception {
        TableState positions = TableState.keyed();
        positions.apply(Frames.table("position-partial.json"));

        ObjectNode row = positions.apply(Frames.table("position-close.json")).get(0);

        Position position = BitmexParser.position(row);
        assertThat(position.contracts()).isZero();
        assertThat(position.averageE8()).isZero();
        assertThat(position.markE8()).isZero();
        assertThat(row.path("liquidationPrice").asLong()).isEqualTo(1_000_000);
    }

    @Test
    void dropsRowsBeforeTheirImage() throws Exception {
        assertThat(TableState.keyed().apply(Frames.table("order-update.json"))).isEmpty();
        assertThat(TableState.growing().apply(Frames.table("executions.json"))).isEmpty();
    }

    @Test
    void losesTrackWhenTheRowOfAChangeIsNotThere() throws Exception {
        TableState orders = TableState.keyed();
        orders.apply(frame("partial", ""));

        assertThatThrownBy(() -> orders.apply(Frames.table("order-update.json")))
                .isInstanceOf(TableState.LostTrackException.class)
                .hasMessageContaining("o-stop");
        assertThatThrownBy(() -> orders.apply(frame("delete", "{\"orderID\":\"x\",\"symbol\":\"XBTUSD\"}")))
                .isInstanceOf(TableState.LostTrackException.class);
    }

    @Test
    void anImageReplacesTheRowsOfItsSymbolOnly() throws Exception {
        TableState orders = TableState.keyed();
        orders.apply(frame("partial", "{\"orderID\":\"a\",\"symbol\":\"XBTUSD\",\"orderQty\":1}"));
        orders.apply(TableFrame.of(
                Frames.of("{\"table\":\"order\",\"action\":\"partial\",\"keys\":[\"orderID\"],\"filter\":{\"symbol\":"
                        + "\"ETHUSD\"},\"data\":[{\"orderID\":\"b\",\"symbol\":\"ETHUSD\",\"orderQty\":2}]}")));

        orders.apply(frame("partial", "{\"orderID\":\"c\",\"symbol\":\"XBTUSD\",\"orderQty\":3}"));

        assertThat(orders.apply(frame("update", "{\"orderID\":\"b\",\"symbol\":\"ETHUSD\",\"cumQty\":2}")))
                .singleElement()
                .satisfies(row -> assertThat(row.path("orderQty").asLong()).isEqualTo(2));
        assertThatThrownBy(() -> orders.apply(frame("update", "{\"orderID\":\"a\",\"symbol\":\"XBTUSD\"}")))
                .isInstanceOf(TableState.LostTrackException.class);
    }

    @Test
    void forgetsTheEldestEndedOrdersAndNeverAnOpenOne() throws Exception {
        TableState orders = TableState.keyed();
        orders.apply(frame("partial", row("open", 5)));
        for (int i = 0; i <= TableState.MAX_ENDED_ROWS; i++) {
            orders.apply(frame("insert", row("ended" + i, 0)));
        }

        assertThat(orders.apply(frame("update", row("open", 4)))).hasSize(1);
        assertThat(orders.apply(frame("update", row("ended1", 0)))).hasSize(1);
        assertThatThrownBy(() -> orders.apply(frame("update", row("ended0", 0))))
                .isInstanceOf(TableState.LostTrackException.class);
    }

    private static String row(String id, int leaves) {
        return "{\"orderID\":\"" + id + "\",\"symbol\":\"XBTUSD\",\"leavesQty\":" + leaves + "}";
    }

    private static TableFrame frame(String action, String rows) {
        return TableFrame.of(Frames.of("{\"table\":\"order\",\"action\":\"" + action
                + "\",\"keys\":[\"orderID\"],\"filter\":{\"symbol\":\"XBTUSD\"},\"data\":[" + rows + "]}"));
    }
}
