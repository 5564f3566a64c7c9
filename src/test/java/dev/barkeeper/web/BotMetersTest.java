package dev.barkeeper.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bot.BotView;
import dev.barkeeper.bot.Event;
import dev.barkeeper.exchange.ExchangeReport;
import dev.barkeeper.exchange.RejectReason;
import dev.barkeeper.execution.Command;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.OrderRequest;
import dev.barkeeper.model.Side;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BotMetersTest {
    private static final long BAR = 1_583_150_460_000L;

    private long nanos = 1_000_000_000L;
    private final BotMeters meters = new BotMeters(3, "bot0", "XBTUSD", () -> nanos);

    @Test
    void countsBarsOrdersRejectsReconnectsAndDatabaseErrors() {
        meters.onCommit(in(new Event.BarArrived(bar(), Optional.empty(), true)));
        meters.onCommit(in(new Event.StoreChanged(false)));
        meters.onCommit(in(new Event.StoreChanged(true)));
        for (int i = 0; i < 3; i++) {
            meters.onCommit(in(new Event.Reported(new ExchangeReport.Connected())));
        }
        meters.onCommit(out(entry()));
        meters.onCommit(in(
                new Event.Reported(new ExchangeReport.SubmitRejected(entry().id(), RejectReason.values()[0], "no"))));

        assertThat(value("barkeeper_bars_total")).isEqualTo("1.0");
        assertThat(value("barkeeper_database_errors_total")).isEqualTo("1.0");
        assertThat(value("barkeeper_reconnects_total")).isEqualTo("2.0");
        assertThat(lines("barkeeper_orders_total"))
                .hasSize(3)
                .anyMatch(l -> l.contains("leg=\"entry\"") && l.endsWith(" 1.0"));
        assertThat(lines("barkeeper_rejects_total"))
                .hasSize(RejectReason.values().length)
                .filteredOn(l -> l.endsWith(" 1.0"))
                .hasSize(1);
        assertThat(lines("barkeeper_fills_total")).hasSize(2);
        assertThat(lines("barkeeper_bars_total").get(0))
                .contains("bot=\"bot0\"", "instance_number=\"3\"", "symbol=\"XBTUSD\"");
    }

    @Test
    void timesABarUntilItsOrderLeavesAndTheAnswer() {
        Event.BarArrived arrived = new Event.BarArrived(bar(), Optional.empty(), true);
        meters.onArrival(arrived);
        nanos += 30_000_000;
        meters.onCommit(in(arrived));
        nanos += 20_000_000;
        meters.onCommit(out(entry()));
        nanos += 200_000_000;
        meters.onCommit(in(
                new Event.Reported(new ExchangeReport.SubmitRejected(entry().id(), RejectReason.values()[0], "no"))));

        assertThat(value("barkeeper_bar_to_request_seconds_sum")).isEqualTo("0.05");
        assertThat(value("barkeeper_request_to_answer_seconds_sum")).isEqualTo("0.2");
        assertThat(lines("barkeeper_bar_to_request_seconds_bucket")).hasSizeGreaterThan(10);
    }

    @Test
    void whatLeavesAfterTheBarIsSettledIsNoAnswerToIt() {
        Event.BarArrived arrived = new Event.BarArrived(bar(), Optional.empty(), true);
        meters.onArrival(arrived);
        meters.onCommit(in(arrived));
        meters.onView(view(true, true));
        nanos += 20_000_000_000L;
        meters.onCommit(out(entry()));

        assertThat(value("barkeeper_bar_to_request_seconds_count")).isEqualTo("0");
    }

    @Test
    void sumsUpUnprotectedTimeWhileItLasts() {
        meters.onView(view(false, false));
        nanos += 4_000_000_000L;
        assertThat(meters.unprotectedSeconds()).isEqualTo(4);
        meters.onView(view(true, true));
        nanos += 9_000_000_000L;
        meters.onView(view(false, false));
        nanos += 1_000_000_000L;

        assertThat(meters.unprotectedSeconds()).isEqualTo(1);
        assertThat(value("barkeeper_unprotected_seconds_total")).isEqualTo("5.0");
        assertThat(value("barkeeper_protected")).isEqualTo("0.0");
        assertThat(meters.sinceBarSeconds()).isEqualTo(14);
        assertThat(value("barkeeper_seconds_since_bar")).isEqualTo("14.0");
    }

    @Test
    void healthTellsEveryReason() {
        BotView view = view(false, true);

        assertThat(Health.of(view, new Health.Signs(true, true, 10, 0, 150)).status())
                .isEqualTo(200);
        Health bad = Health.of(view, new Health.Signs(false, false, 151, 21, 150));
        assertThat(bad.status()).isEqualTo(503);
        assertThat(bad.reasons())
                .containsExactly(
                        "the loop has ended",
                        "starting: connecting, reconciling, filling gaps",
                        "position 100 has had no verified stop for 21 s",
                        "no bar for 151 s");
        assertThat(Health.starting("database").status()).isEqualTo(503);
    }

    private String value(String name) {
        String line = lines(name).get(0);
        return line.substring(line.lastIndexOf(' ') + 1);
    }

    private List<String> lines(String name) {
        return meters.page()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .toList();
    }

    private static Commit in(Event event) {
        return commit(new JournalEntry(1, BAR, JournalEntry.Direction.IN, (Record) event));
    }

    private static Commit out(OrderRequest request) {
        return commit(new JournalEntry(2, BAR, JournalEntry.Direction.OUT, new Command.Submit(request, true)));
    }

    private static Commit commit(JournalEntry entry) {
        return new Commit(
                List.of(entry), List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), Optional.empty());
    }

    private static OrderRequest entry() {
        return OrderRequest.market(ClientOrderId.derive("bot0", BAR, Leg.ENTER_LONG, 0), "XBTUSD", Side.BUY, 100);
    }

    private static Bar bar() {
        long price = E8.ofWhole(9000);
        return Bar.ofPrices("XBTUSD", BAR, price, price, price, price, 10);
    }

    private static BotView view(boolean isProtected, boolean settled) {
        return new BotView(
                BotMode.TRADING, BAR, 100, 0, Optional.empty(), 0, isProtected, settled, true, 0, 0, List.of());
    }
}
