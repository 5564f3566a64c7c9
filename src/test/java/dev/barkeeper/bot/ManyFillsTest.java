package dev.barkeeper.bot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.execution.Command;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.OrderStatus;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** More fills on the account within an hour than their ids are kept. */
class ManyFillsTest {
    private static final int MORE_THAN_KEPT = 20_001;

    private final Script bot = new Script();
    private final List<Fill> history = new ArrayList<>();

    @Test
    void oneThatIsReadAgainIsBookedOnce() {
        OrderRequest entry = bot.entrySent();
        bot.ack(entry, OrderStatus.FILLED);
        Fill first = bot.fillOf(entry, 100, "9321");
        history.add(first);
        OrderRequest stop = Script.submitted(bot.report(new ExchangeReport.FillReported(first)));
        answer(bot.ack(stop, OrderStatus.NEW), stop);
        for (int i = 0; i < MORE_THAN_KEPT; i++) {
            bot.now += 10;
            Fill foreign = bot.fillOf(Optional.empty(), entry, 1, "9321");
            history.add(foreign);
            answer(bot.report(new ExchangeReport.FillReported(foreign)), stop);
            if (i % 1_000 == 0) {
                answer(bot.handle(new Event.AlarmRang(new Alarm(Alarm.Kind.POSITION_ROW, bot.now))), stop);
            }
        }
        bot.now += 10;
        history.add(bot.fillOf(stop, 100, "9211"));
        bot.report(new ExchangeReport.OrderReported(bot.order(stop, OrderStatus.FILLED)));
        answer(bot.rings(Alarm.Kind.FETCH), stop);
        assertThat(bot.fills).doesNotHaveDuplicates().contains(history.get(history.size() - 1));
        assertThat(bot.bot.contracts()).isZero();
    }

    /** The venue answers what is asked, and what is asked then. */
    private void answer(List<Command> commands, OrderRequest stop) {
        Deque<Command> asked = new ArrayDeque<>(commands);
        while (!asked.isEmpty()) {
            Command command = asked.poll();
            if (command instanceof Command.FetchAccount) {
                asked.addAll(bot.account(bot.bot.contracts(), bot.order(stop, OrderStatus.NEW)));
            } else if (command instanceof Command.FetchFills fetch) {
                List<Fill> found = history.stream()
                        .filter(fill -> fill.atMillis() >= fetch.fromMillis())
                        .toList();
                asked.addAll(bot.report(new ExchangeReport.FillsFetched(found, List.of())));
            }
        }
    }
}
