package dev.barkeeper.simulation;

import dev.barkeeper.bot.Event;
import dev.barkeeper.model.Side;
import dev.barkeeper.paper.NewOrder;
import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.paper.PaperVenue;
import java.util.List;
import java.util.function.Consumer;

/** Everybody else who may act on the account: a person at the venue's page, a second bot, the operator, the venue. */
final class Outsider {
    private static final long LONGEST_PAUSE_MILLIS = 12 * 60_000L;
    private static final long DEAD_MAN_MILLIS = 15_000;

    private final PaperVenue venue;
    private final long account;
    private final String symbol;
    private final Agenda agenda;
    private final Chance chance;
    private final Trace trace;
    private final Consumer<Event> toBot;
    private final Runnable forgetting;
    private long said;

    Outsider(
            PaperVenue venue,
            long account,
            String symbol,
            Agenda agenda,
            Chance chance,
            Trace trace,
            Consumer<Event> toBot,
            Runnable forgetting) {
        this.venue = venue;
        this.account = account;
        this.symbol = symbol;
        this.agenda = agenda;
        this.chance = chance;
        this.trace = trace;
        this.toBot = toBot;
        this.forgetting = forgetting;
    }

    /** Plans what happens in the minute that begins. */
    void planMinute(long now) {
        plan(FaultKind.EXTERNAL_TRADE, now, () -> venue.place(account, NewOrder.market(symbol, side(), size())));
        plan(FaultKind.EXTERNAL_CLOSE, now, () -> venue.place(account, NewOrder.close(symbol)));
        plan(
                FaultKind.SECOND_BOT,
                now,
                () -> venue.place(
                        account, NewOrder.market(symbol, side(), size()).withId(++said + ".second")));
        plan(FaultKind.STOP_CANCELLED, now, this::cancelStops);
        plan(FaultKind.DEAD_MAN, now, this::armDeadMan);
        plan(FaultKind.VENUE_FORGETS, now, forgetting);
        plan(FaultKind.STOP_REFUSED, now, () -> venue.faults().refuseStops(1 + chance.below(3)));
        plan(FaultKind.STOP_CANCELLED_ON_ARRIVAL, now, () -> venue.faults().cancelStopsOnArrival(1 + chance.below(2)));
        plan(FaultKind.OPERATOR_PAUSE, now, () -> command(Event.Operator.Command.PAUSE));
        plan(FaultKind.OPERATOR_FLATTEN, now, () -> command(Event.Operator.Command.FLATTEN));
    }

    private void plan(FaultKind kind, long now, Runnable act) {
        if (!chance.strikes(kind, now)) {
            return;
        }
        long at = chance.between(now, now + 59_999);
        chance.extend(kind, at);
        agenda.at(at, () -> {
            trace.say(at, "fault", kind::words);
            act.run();
        });
    }

    private void cancelStops() {
        List<String> stops = venue.openOrders(account).stream()
                .filter(order -> order.type().isTriggered())
                .map(PaperOrder::orderId)
                .toList();
        if (!stops.isEmpty()) {
            venue.cancel(account, stops, List.of(), "by hand");
        }
    }

    private void armDeadMan() {
        venue.cancelAllAfter(account, DEAD_MAN_MILLIS);
        chance.extend(FaultKind.DEAD_MAN, venue.nowMillis() + DEAD_MAN_MILLIS);
    }

    private void command(Event.Operator.Command command) {
        toBot.accept(new Event.Operator("op" + ++said, command));
        agenda.at(
                venue.nowMillis() + chance.between(1_000, LONGEST_PAUSE_MILLIS),
                () -> toBot.accept(new Event.Operator("op" + ++said, Event.Operator.Command.RESUME)));
    }

    private Side side() {
        return chance.below(2) == 0 ? Side.BUY : Side.SELL;
    }

    private long size() {
        return 100L * (1 + chance.below(3));
    }
}
