package dev.barkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.execution.Command;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A stop that the venue told of and then knows nothing of any more, as after a restart on older books. */
class ForgottenStopTest {
    private final Script bot = new Script();

    @Test
    void itsRowSaysThatItIsGone() {
        OrderRequest stop = bot.enterLong();
        OrderRequest next = forgotten(stop);
        assertThat(next.triggerE8()).isEqualTo(stop.triggerE8());
        Order row = newestRow(stop);
        assertThat(row.status()).isEqualTo(OrderStatus.CANCELED);
        assertThat(row.leavesContracts()).isZero();
        assertThat(row.text()).isNotBlank();
        assertThat(row.orderId()).isEqualTo(bot.order(stop, OrderStatus.NEW).orderId());
    }

    /** Two lists that lagged: it has to be known again, or it stays behind when the position is gone. */
    @Test
    void oneThatIsThereAfterAllDoesNotStayBesideTheNextOne() {
        OrderRequest stop = bot.enterLong();
        OrderRequest next = forgotten(stop);
        bot.ack(next, OrderStatus.NEW);
        List<Command> commands = bot.account(100, bot.order(stop, OrderStatus.NEW), bot.order(next, OrderStatus.NEW));
        assertThat(newestRow(stop).status()).isEqualTo(OrderStatus.NEW);
        assertThat(commands)
                .contains(new Command.Cancel(
                        next.id(), bot.order(next, OrderStatus.NEW).orderId()));
    }

    /** Of a venue that came back without the end it had told of; ten of them would leave no room for a stop. */
    @Test
    void oneThatIsListedLongAfterItsEndDoesNotStayEither() {
        OrderRequest stop = bot.enterLong();
        OrderRequest next =
                Script.submitted(bot.report(new ExchangeReport.OrderReported(bot.order(stop, OrderStatus.CANCELED))));
        bot.ack(next, OrderStatus.NEW);
        assertThat(bot.account(100, bot.order(stop, OrderStatus.NEW), bot.order(next, OrderStatus.NEW)))
                .as("a list that lags")
                .isEmpty();
        bot.now += 60_000;
        assertThat(bot.account(100, bot.order(stop, OrderStatus.NEW), bot.order(next, OrderStatus.NEW)))
                .hasAtLeastOneElementOfType(Command.Cancel.class);
        assertThat(newestRow(stop).status()).isEqualTo(OrderStatus.NEW);
    }

    @Test
    void oneThatWasCancelledIsCancelledOnceMoreWhenItIsBack() {
        OrderRequest stop = bot.enterLong();
        Order live = bot.order(stop, OrderStatus.NEW);
        bot.wantOut();
        OrderRequest leave = Script.submitted(bot.bar("9330"));
        bot.ack(leave, OrderStatus.FILLED);
        assertThat(bot.fill(leave, 100, "9330")).contains(new Command.Cancel(stop.id(), live.orderId()));
        bot.report(new ExchangeReport.OrderReported(bot.order(stop, OrderStatus.CANCELED)));
        bot.now += 60_000;
        assertThat(bot.account(0, live)).contains(new Command.Cancel(stop.id(), live.orderId()));
    }

    /** The stop that takes its place. */
    private OrderRequest forgotten(OrderRequest stop) {
        bot.report(new ExchangeReport.Connected());
        bot.account(100);
        bot.report(new ExchangeReport.LookedUp(stop.id(), Optional.empty()));
        bot.noFills();
        bot.account(100);
        bot.rings(Alarm.Kind.LOOK_UP);
        return Script.submitted(bot.report(new ExchangeReport.LookedUp(stop.id(), Optional.empty())));
    }

    private Order newestRow(OrderRequest request) {
        return bot.orders.stream()
                .filter(order -> order.clientId().equals(Optional.of(request.id())))
                .reduce((older, newer) -> newer)
                .orElseThrow();
    }
}
