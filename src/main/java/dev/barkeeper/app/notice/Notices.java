package dev.barkeeper.app.notice;

import dev.barkeeper.alert.Alert;
import dev.barkeeper.bot.BotView;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.Fill;
import dev.barkeeper.model.OrderTicket;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Turns commits into notices: one for everything that belongs to one bar, sent when nothing of it is under way any more,
 * at the latest with the next bar. Does no I/O and reads no clock; used on the loop's thread.
 */
public final class Notices {
    private final String emi;
    private final Consumer<Alert> out;
    private final Map<Direction, Boolean> waiting = new EnumMap<>(Direction.class);
    private final TradeStory story;
    private BotView view = BotView.NONE;
    private long toldProfitMinor;
    private long toldFeesMinor;

    /**
     * @param currency what profit is counted in, e.g. {@code XBt}; asked when something is told
     * @param out takes the notices on the loop's thread; must not block
     */
    public Notices(String emi, Supplier<String> currency, Consumer<Alert> out) {
        this.emi = emi;
        this.out = out;
        story = new TradeStory(emi, currency);
    }

    /** What an event changed. */
    public void onCommit(Commit commit) {
        for (int i = 0; i + 1 < commit.decisions().size(); i += 2) {
            if (!commit.decisions().get(i).synthetic()) {
                flush();
                onDecided(commit.decisions().get(i), commit.decisions().get(i + 1));
            }
        }
        for (OrderTicket ticket : commit.tickets()) {
            story.onTicket(ticket);
        }
        for (Fill fill : commit.fills()) {
            if (fill.clientId().isPresent() && fill.clientId().get().emi().equals(emi)) {
                story.onFill(fill, view.contracts());
            }
        }
    }

    /** How the bot is after that event. */
    public void onView(BotView newest) {
        view = newest;
        if (newest.isSettled()) {
            flush();
        }
    }

    /** An alert of the bot's own; true when it became part of the bar's notice, and is not to be told apart. */
    public boolean take(Alert alert) {
        boolean belongs =
                alert.severity() == Alert.Severity.NOTICE && alert.key().equals("entry.failed");
        if (belongs) {
            story.onFailure(alert.subject().replace(emi + ": ", ""), alert.text());
        }
        return belongs;
    }

    /** Tells what has gathered, e.g. because the process ends. */
    public void flush() {
        story.tell(view, view.realisedMinor() - toldProfitMinor, view.feesMinor() - toldFeesMinor)
                .ifPresent(alert -> {
                    toldProfitMinor = view.realisedMinor();
                    toldFeesMinor = view.feesMinor();
                    out.accept(alert);
                });
    }

    private void onDecided(Decision longSide, Decision shortSide) {
        story.onBar(longSide.barMillis());
        for (Decision side : new Decision[] {longSide, shortSide}) {
            boolean was = waiting.getOrDefault(side.direction(), side.active());
            if (side.active() && !was) {
                story.onWait(
                        "waiting to enter " + side.direction().text() + " at " + E8.toString(side.marketE8()),
                        side.reason());
            } else if (!side.active() && was && side.contracts() == 0) {
                story.onWait("no trade: the wait to enter " + side.direction().text() + " is over", side.reason());
            }
            waiting.put(side.direction(), side.active());
            if (side.contracts() > 0 || !side.reason().isBlank() && side.direction() == heldDirection()) {
                story.onReason(side);
            }
        }
    }

    private Direction heldDirection() {
        return view.contracts() < 0 ? Direction.SHORT : Direction.LONG;
    }
}
