package dev.barkeeper.app.demo;

import dev.barkeeper.bot.Event;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.ledger.Ledger;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Instrument;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.RequestState;
import dev.barkeeper.model.Side;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;

/** Tells what a bot does, a line at a time, from its commits. Used on the loop's thread; the counts may be read from any. */
final class StoryTeller {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
    private static final String INDENT = " ".repeat(18);

    private final Consumer<String> out;
    private final Ledger ledger;
    private final String currency;
    private final Set<String> stopsLive = new HashSet<>();
    private volatile Counts counts = new Counts(0, 0, 0, 0, 0, 0);

    /**
     * What has happened so far.
     *
     * @param roundTrips positions that were opened and are closed
     * @param stopsHit round trips that a protective stop ended
     * @param realisedMinor profit of closed positions before fees
     */
    record Counts(int bars, int fills, int roundTrips, int stopsHit, long realisedMinor, long feesMinor) {}

    StoryTeller(Instrument instrument, Consumer<String> out) {
        this.out = out;
        ledger = new Ledger(instrument);
        currency = instrument.settlementCurrency();
    }

    Counts counts() {
        return counts;
    }

    void tell(Commit commit) {
        tellBar(commit);
        commit.fills().forEach(this::tellFill);
        commit.tickets().forEach(this::tellTicket);
    }

    private void tellBar(Commit commit) {
        for (int i = 0; i + 1 < commit.decisions().size(); i += 2) {
            Decision longSide = commit.decisions().get(i);
            Decision shortSide = commit.decisions().get(i + 1);
            if (longSide.synthetic()) {
                line(INDENT + "position moved from outside: " + longSide.reason());
                continue;
            }
            Decision telling = shortSide.contracts() > 0 ? shortSide : longSide;
            String wanted =
                    telling.contracts() == 0 ? "flat" : telling.direction().text() + " " + telling.contracts();
            line(String.format(
                    Locale.ROOT,
                    "%s  %10s  %-10s %s",
                    minute(longSide.barMillis()),
                    E8.toString(closeOf(commit, longSide)),
                    wanted,
                    telling.reason()));
            count(1, 0, 0, 0);
        }
    }

    private void tellFill(Fill fill) {
        long before = ledger.contracts();
        long profit = ledger.apply(fill);
        boolean stopped = fill.orderType().isTriggered();
        boolean closed = before != 0 && ledger.contracts() == 0;
        count(0, 1, closed ? 1 : 0, closed && stopped ? 1 : 0);
        String what = stopped ? "stop hit" : before == 0 ? "entered" : "left";
        String money = before == 0 ? "" : "  profit " + signed(profit) + " " + currency;
        line(INDENT + what + ": " + (fill.side() == Side.BUY ? "bought " : "sold ") + fill.lastContracts() + " at "
                + E8.toString(fill.lastE8()) + money + ", fee " + fill.feeMinor());
    }

    private void tellTicket(OrderTicket ticket) {
        String id = ticket.id().text();
        if (ticket.leg() == Leg.STOP && ticket.state() == RequestState.WORKING && stopsLive.add(id)) {
            line(INDENT + "stop live: " + side(ticket) + ticket.request().contracts() + " "
                    + ticket.request().type().text() + " at "
                    + E8.toString(ticket.request().triggerE8()));
        } else if (ticket.leg() == Leg.STOP && ticket.state() == RequestState.CANCELED && stopsLive.remove(id)) {
            line(INDENT + "stop cancelled: " + E8.toString(ticket.request().triggerE8()) + ", not needed any more");
        } else if (ticket.leg() != Leg.STOP && ticket.state() == RequestState.PLANNED) {
            line(INDENT + "order " + id + ": " + side(ticket)
                    + (ticket.request().closePosition()
                            ? "everything"
                            : ticket.request().contracts())
                    + " at market" + (ticket.request().reduceOnly() ? ", reduce only" : ""));
        } else if (ticket.state() == RequestState.REJECTED || ticket.state() == RequestState.UNKNOWN) {
            line(INDENT + "order " + id + ": " + ticket.state().name().toLowerCase(Locale.ROOT) + ", " + ticket.note());
        }
    }

    private static String side(OrderTicket ticket) {
        return ticket.request().side() == Side.BUY ? "buy " : "sell ";
    }

    private static long closeOf(Commit commit, Decision decision) {
        return commit.journal().stream()
                .map(JournalEntry::payload)
                .filter(p -> p instanceof Event.BarArrived)
                .map(p -> ((Event.BarArrived) p).bar())
                .filter(bar -> bar.closeMillis() == decision.barMillis())
                .mapToLong(Bar::closeE8)
                .findFirst()
                .orElse(decision.marketE8());
    }

    private void count(int bars, int fills, int roundTrips, int stopsHit) {
        Counts before = counts;
        counts = new Counts(
                before.bars() + bars,
                before.fills() + fills,
                before.roundTrips() + roundTrips,
                before.stopsHit() + stopsHit,
                ledger.realisedMinor(),
                ledger.feesMinor());
    }

    private void line(String text) {
        out.accept(text);
    }

    static String signed(long minor) {
        return (minor > 0 ? "+" : "") + minor;
    }

    private static String minute(long millis) {
        return MINUTE.format(Instant.ofEpochMilli(millis));
    }
}
