package dev.barkeeper.bot;

import dev.barkeeper.execution.Entry;
import dev.barkeeper.execution.Exit;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Reason;
import dev.barkeeper.strategy.Holding;
import dev.barkeeper.strategy.Moment;
import dev.barkeeper.strategy.Wish;
import dev.barkeeper.strategy.Wishes;
import java.util.List;
import java.util.Optional;

/** From wishes to two decision rows and what has to be done: a pure function. */
final class Decider {
    /** Says why an entry of that many contracts may not be; empty when it may. */
    @FunctionalInterface
    interface EntryGate {
        Optional<String> refuse(long contracts);
    }

    /** The rows, long first, and what follows from them. */
    record Outcome(List<Decision> rows, Exit exit, Optional<Entry> entry) {}

    private Decider() {}

    static Outcome decide(Moment moment, Wishes wishes, EntryGate gate) {
        Bar bar = moment.bar();
        long marketE8 = moment.marketE8();
        Optional<Holding> holding = moment.holding();
        Optional<Entry> entry = entryOf(bar, holding, wishes, gate);
        boolean leaves = holding.isPresent()
                && (entry.isPresent() || wishes.of(holding.get().direction()).action() == Wish.Action.LEAVE);
        List<Decision> rows = List.of(
                row(bar, marketE8, holding, wishes.longSide(), Direction.LONG, entry, leaves, gate),
                row(bar, marketE8, holding, wishes.shortSide(), Direction.SHORT, entry, leaves, gate));
        return new Outcome(rows, leaves ? Exit.LEAVE : Exit.NONE, entry);
    }

    private static Optional<Entry> entryOf(Bar bar, Optional<Holding> holding, Wishes wishes, EntryGate gate) {
        Direction direction = wishes.longSide().action() == Wish.Action.ENTER ? Direction.LONG : Direction.SHORT;
        Wish wish = wishes.of(direction);
        boolean held = holding.isPresent() && holding.get().direction() == direction;
        if (wish.action() != Wish.Action.ENTER
                || held
                || gate.refuse(wish.contracts()).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(new Entry(direction, wish.contracts(), bar.closeE8(), bar.closeMillis()));
    }

    private static Decision row(
            Bar bar,
            long marketE8,
            Optional<Holding> holding,
            Wish wish,
            Direction direction,
            Optional<Entry> entry,
            boolean leaves,
            EntryGate gate) {
        long contracts = 0;
        long priceE8 = 0;
        Reason reason = wish.why();
        if (entry.isPresent() && entry.get().direction() == direction) {
            contracts = entry.get().contracts();
            priceE8 = bar.closeE8();
        } else if (holding.isPresent() && holding.get().direction() == direction) {
            contracts = leaves ? 0 : holding.get().contracts();
            priceE8 = leaves ? 0 : holding.get().decisionE8();
        } else if (wish.action() == Wish.Action.ENTER) {
            reason = Reason.of("refused: " + gate.refuse(wish.contracts()).orElse("") + " (" + wish.reason() + ")");
        }
        return new Decision(
                bar.closeMillis(), bar.symbol(), direction, contracts, priceE8, false, marketE8, wish.active(), reason);
    }
}
