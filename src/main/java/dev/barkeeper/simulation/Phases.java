package dev.barkeeper.simulation;

import dev.barkeeper.bot.BotView;
import dev.barkeeper.journal.Commit;
import dev.barkeeper.model.BotMode;
import dev.barkeeper.model.ClientOrderId;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Leg;
import dev.barkeeper.model.OrderTicket;
import dev.barkeeper.model.RequestState;
import java.util.HashMap;
import java.util.Map;

/** Tells the bot's phase from what it had committed and what the venue holds. */
final class Phases {
    private final Map<ClientOrderId, Leg> alive = new HashMap<>();
    private boolean wantsIn;
    private boolean isReconciling;

    void onBoot() {
        isReconciling = true;
    }

    void onView(BotView view) {
        isReconciling &= !view.isSettled();
        if (!view.isConnected()) {
            isReconciling = true;
        }
    }

    void onCommit(Commit commit) {
        for (OrderTicket ticket : commit.tickets()) {
            boolean ended = ticket.state().isTerminal() || ticket.state() == RequestState.INTENDED;
            if (ended || ticket.leg() == Leg.STOP) {
                alive.remove(ticket.id());
            } else {
                alive.put(ticket.id(), ticket.leg());
            }
        }
        for (Decision row : commit.decisions()) {
            wantsIn =
                    row.contracts() > 0 || (wantsIn && row != commit.decisions().get(0));
        }
    }

    BotPhase of(BotMode mode, long contracts, Protection protection) {
        if (isReconciling) {
            return BotPhase.RECONCILING;
        }
        if (mode != BotMode.TRADING) {
            return BotPhase.PAUSED;
        }
        if (contracts != 0 && protection.hasTriggered()) {
            return BotPhase.STOP_TRIGGERED;
        }
        if (alive.containsValue(Leg.LEAVE) || alive.containsValue(Leg.FLATTEN)) {
            return wantsIn ? BotPhase.TURNING : BotPhase.LEAVING;
        }
        if (alive.containsValue(Leg.ENTER_LONG) || alive.containsValue(Leg.ENTER_SHORT)) {
            return contracts == 0 ? BotPhase.ENTERING : BotPhase.ENTERED_WITHOUT_STOP;
        }
        if (contracts == 0) {
            return BotPhase.FLAT;
        }
        return protection.isBare() ? BotPhase.ENTERED_WITHOUT_STOP : BotPhase.PROTECTED;
    }
}
