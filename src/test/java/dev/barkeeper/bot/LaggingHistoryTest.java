package dev.barkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.execution.Command;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A venue whose list of executions is behind its positions and orders, after a connection was lost. */
class LaggingHistoryTest {
    private final Script bot = new Script();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStopOutMeanwhileIsNotTakenForSomebodyElses(boolean failsFirst) {
        OrderRequest stop = bot.enterLong();
        bot.report(new ExchangeReport.Disconnected("test"));
        bot.report(new ExchangeReport.Connected());
        assertThat(bot.account(0)).contains(new Command.LookUp(stop.id()));
        if (failsFirst) {
            bot.report(new ExchangeReport.LookUpFailed(stop.id(), "502"));
        }
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
