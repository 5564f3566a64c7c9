package dev.barkeeper.bot;

import dev.barkeeper.execution.Entry;
import dev.barkeeper.execution.Exit;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.Decision;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Reason;
import dev.barkeeper.strategy.Holding;
import dev.barkeeper.strategy.Wish;
import dev.barkeeper.strategy.Wishes;
import java.util.ArrayList;
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

    static Outcome decide(Bar bar, long marketE8, Optional<Holding> holding, Wishes wishes, EntryGate gate) {
        List<Decision> rows = new ArrayList<>();
        Optional<Entry> entry = entryOf(bar, holding, wishes, gate);
        boolean leaves = holding.isPresent()
                && (entry.isPresent() || wishes.of(holding.get().direction()).action() == Wish.Action.LEAVE);
        for (Direction direction : Direction.values()) {
            rows.add(row(bar, marketE8, holding, wishes.of(direction), direction, entry, leaves, gate));
        }
        return new Outcome(rows, leaves ? Exit.LEAVE : Exit.NONE, entry);
    }

    private static Optional<Entry> entryOf(Bar bar, Optional<Holding> holding, Wishes wishes, EntryGate gate) {
        for (Direction direction : Direction.values()) {
            Wish wish = wishes.of(direction);
            boolean held = holding.isPresent() && holding.get().direction() == direction;
            if (wish.action() == Wish.Action.ENTER && !held) {
                return gate.refuse(wish.contracts()).isPresent()
                        ? Optional.empty()
                        : Optional.of(new Entry(direction, wish.contracts(), bar.closeE8(), bar.closeMillis()));
            }
        }
        return Optional.empty();
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
