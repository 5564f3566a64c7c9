package dev.barkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.execution.Command;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A stop-limit that was set off and fills little by little. */
class SlowStopTest {
    private final Script bot = new Script();

    @Test
    void partFillsDoNotPutTheCloseAtMarketOff() {
        OrderRequest stop = bot.enterLong();
        long triggeredMillis = bot.now;
        bot.report(new ExchangeReport.OrderReported(bot.order(stop, OrderStatus.NEW, 0, true)));
        for (int filled = 10; filled <= 20; filled += 10) {
            bot.now += 2_400;
            bot.report(new ExchangeReport.OrderReported(bot.order(stop, OrderStatus.PARTIALLY_FILLED, filled, true)));
            bot.fill(stop, 10, "9210");
        }
        List<Command> commands = bot.rings(Alarm.Kind.STOP_UNFILLED);
        assertThat(bot.now).isEqualTo(triggeredMillis + bot.rules.stopUnfilledMillis());
        assertThat(commands).contains(new Command.Cancel(stop.id(), "v" + stop.id()));
        assertThat(Script.submits(commands))
                .singleElement()
                .satisfies(r -> assertThat(r.id().leg()).contains(Leg.FLATTEN));
    }
}
