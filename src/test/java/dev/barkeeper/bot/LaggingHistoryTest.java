package dev.barkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.execution.Command;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A venue whose list of executions is behind its positions and orders, after a connection was lost. */
class LaggingHistoryTest {
    private final Script bot = new Script();

    @Test
    void aStopOutMeanwhileIsNotTakenForSomebodyElses() {
        OrderRequest stop = bot.enterLong();
        bot.report(new ExchangeReport.Disconnected("test"));
        bot.report(new ExchangeReport.Connected());
        assertThat(bot.account(0)).contains(new Command.LookUp(stop.id()));
        bot.noFills();
        bot.report(new ExchangeReport.LookedUp(stop.id(), Optional.of(bot.order(stop, OrderStatus.FILLED))));
        bot.rings(Alarm.Kind.FETCH);
        bot.account(0);
        bot.report(new ExchangeReport.FillsFetched(List.of(bot.fillOf(stop, 100, "9211")), List.of()));
        assertThat(bot.bot.contracts()).isZero();
        assertThat(bot.decisions).noneMatch(row -> row.synthetic());
        assertThat(bot.alerts).doesNotContain("position.external");
    }
}
