package dev.barkeeper.bot;

import dev.barkeeper.execution.Converger;
import dev.barkeeper.execution.OrderTracker;
import dev.barkeeper.execution.Reconciler;
import dev.barkeeper.execution.RequestFollower;
import dev.barkeeper.execution.StopKeeper;
import dev.barkeeper.execution.Verifier;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.ledger.Ledger;

/** The machinery of one bot, made together and shared by the rooms of this package; one thread. */
record Parts(
        BotRules rules,
        Ledger ledger,
        OrderTracker tracker,
        RequestFollower follower,
        Reconciler reconciler,
        Verifier verifier,
        StopKeeper keeper,
        Converger converger,
        BotMemory memory) {

    static Parts restored(BotRules rules, SavedState saved, long nowMillis) {
        Ledger ledger = new Ledger(rules.instrument());
        OrderTracker tracker = new OrderTracker(rules.key().emi());
        StopKeeper keeper = new StopKeeper(tracker, rules.stopRule(), rules.instrument());
        tracker.restore(saved, nowMillis);
        ledger.restore(
                saved.ownContracts(),
                saved.state().adoptedContracts(),
                saved.state().entryE8());
        Converger converger = new Converger(tracker, keeper, rules.instrument());
        converger.restore(saved.state().lastDecidedMillis(), ledger.contracts());
        return new Parts(
                rules,
                ledger,
                tracker,
                new RequestFollower(tracker),
                new Reconciler(),
                new Verifier(),
                keeper,
                converger,
                new BotMemory(saved));
    }
}
