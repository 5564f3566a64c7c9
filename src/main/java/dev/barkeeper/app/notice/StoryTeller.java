package dev.barkeeper.app.notice;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.bot.BotView;
import dev.barkeeper.bot.Event;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.journal.JournalEntry;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.Order;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.RequestState;
import dev.barkeeper.model.Side;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Tells what a bot does, a line at a time, for a person at a screen. Used on the loop's thread. */
public final class StoryTeller {
    /** Before what belongs to the minute above it. */
    public static final String INDENT = " ".repeat(18);

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);

    private final Consumer<String> out;
    private final Supplier<String> currency;
    private final Set<String> stopsLive = new HashSet<>();
    /** Told with the next view, which knows the profit. */
    private final List<Commit> untold = new ArrayList<>();

    private BotView view = BotView.NONE;

    /** @param currency what profit is counted in, e.g. {@code XBt}; asked when something is told */
    public StoryTeller(Supplier<String> currency, Consumer<String> out) {
        this.currency = currency;
        this.out = out;
    }

    /** What an event changed. */
    public void onCommit(Commit commit) {
        untold.add(commit);
    }

    /** How the bot is after that event. */
    public void onView(BotView newest) {
        if (view == BotView.NONE) {
            // what an earlier process left at the venue
            newest.stop().flatMap(Order::clientId).ifPresent(id -> stopsLive.add(id.text()));
        }
        for (Commit commit : untold) {
            tellBar(commit);
            tellFills(commit, newest.realisedMinor() - view.realisedMinor());
            commit.tickets().forEach(this::tellTicket);
        }
        untold.clear();
        view = newest;
    }

    /** An alert of the bot's own. */
    public void onAlert(Alert alert) {
        out.accept(INDENT + "alert: " + alert.subject());
    }

    private void tellBar(Commit commit) {
        for (int i = 0; i + 1 < commit.decisions().size(); i += 2) {
            Decision longSide = commit.decisions().get(i);
            Decision shortSide = commit.decisions().get(i + 1);
            if (longSide.synthetic()) {
                out.accept(INDENT + "position moved from outside: " + longSide.reason());
                continue;
            }
            Decision telling = shortSide.contracts() > 0 ? shortSide : longSide;
            String wanted =
                    telling.contracts() == 0 ? "flat" : telling.direction().text() + " " + telling.contracts();
            out.accept(String.format(
                    Locale.ROOT,
                    "%s  %10s  %-10s %s",
                    minute(longSide.barMillis()),
                    E8.toString(closeOf(commit, longSide)),
                    wanted,
                    telling.reason()));
        }
    }

    private void tellFills(Commit commit, long profitMinor) {
        long before = view.contracts();
        for (int i = 0; i < commit.fills().size(); i++) {
            Fill fill = commit.fills().get(i);
            boolean isLast = i == commit.fills().size() - 1;
            String what = fill.orderType().isTriggered() ? "stop hit" : before == 0 ? "entered" : "left";
            String money = before == 0 || !isLast ? "" : "  profit " + signed(profitMinor) + " " + currency.get();
            out.accept(INDENT + what + ": " + (fill.side() == Side.BUY ? "bought " : "sold ") + fill.lastContracts()
                    + " at " + E8.toString(fill.lastE8()) + money + ", fee " + fill.feeMinor());
            before += fill.side() == Side.BUY ? fill.lastContracts() : -fill.lastContracts();
        }
    }

    private void tellTicket(OrderTicket ticket) {
        String id = ticket.id().text();
        if (ticket.leg() == Leg.STOP && ticket.state() == RequestState.WORKING && stopsLive.add(id)) {
            out.accept(INDENT + "stop live: " + side(ticket) + ticket.request().contracts() + " "
                    + ticket.request().type().text() + " at "
                    + E8.toString(ticket.request().triggerE8()));
        } else if (ticket.leg() == Leg.STOP && ticket.state() == RequestState.CANCELED && stopsLive.remove(id)) {
            out.accept(
                    INDENT + "stop cancelled: " + E8.toString(ticket.request().triggerE8()) + ", not needed any more");
        } else if (ticket.leg() != Leg.STOP && ticket.state() == RequestState.PLANNED) {
            out.accept(INDENT + "order " + id + ": " + side(ticket)
                    + (ticket.request().closePosition()
                            ? "everything"
                            : ticket.request().contracts())
                    + " at market" + (ticket.request().reduceOnly() ? ", reduce only" : ""));
        } else if (ticket.state() == RequestState.REJECTED || ticket.state() == RequestState.UNKNOWN) {
            out.accept(INDENT + "order " + id + ": " + ticket.state().name().toLowerCase(Locale.ROOT) + ", "
                    + ticket.note());
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

    private static String signed(long minor) {
        return (minor > 0 ? "+" : "") + minor;
    }

    private static String minute(long millis) {
        return MINUTE.format(Instant.ofEpochMilli(millis));
    }
}
