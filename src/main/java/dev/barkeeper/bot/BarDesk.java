package dev.barkeeper.bot;

import dev.barkeeper.execution.Command;
import dev.barkeeper.execution.Exit;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Direction;
import dev.barkeeper.model.Position;
import dev.barkeeper.risk.RiskGate;
import dev.barkeeper.strategy.Holding;
import dev.barkeeper.strategy.Moment;
import dev.barkeeper.strategy.Strategy;
import dev.barkeeper.strategy.Wish;
import dev.barkeeper.strategy.Wishes;
import java.time.Instant;
import java.util.Optional;

/** Brings a bar to its decision: the strategy's history, what is certainly held, the two rows. */
final class BarDesk {
    private static final long POSITION_ROW_DELAY_MILLIS = 3_000;
    private static final long AGAIN_MILLIS = 1_000;

    private final Parts parts;
    private final BotMemory memory;
    private final Strategy strategy;
    private final RiskGate gate;
    private final WarmUp warmUp;
    private Optional<Event.BarArrived> pending = Optional.empty();

    BarDesk(Parts parts, Strategy strategy, BarStore bars) {
        this.parts = parts;
        this.strategy = strategy;
        memory = parts.memory();
        gate = new RiskGate(parts.rules().limits());
        warmUp = new WarmUp(strategy, bars, parts.rules().key().symbol());
    }

    /** Whether a bar waits to be decided. */
    boolean isBarPending() {
        return pending.isPresent();
    }

    void onBar(Event.BarArrived arrived, Effects effects, long nowMillis) {
        if (pending.isPresent()
                && arrived.bar().closeMillis() > pending.get().bar().closeMillis()) {
            // the strategy is about to see a later bar, so it can say nothing about this one any more
            String why = warmUp.isDone() ? "venue did not answer in time" : "warming up";
            decide(momentOf(pending.get()), holdBoth(why), effects, nowMillis);
            pending = Optional.empty();
        }
        if (arrived.newest()) {
            effects.keep(arrived.bar());
        }
        warmUp.onBar(arrived.bar());
        if (!arrived.newest() || arrived.bar().closeMillis() <= memory.lastDecidedMillis) {
            return;
        }
        pending = Optional.of(arrived);
        parts.converger().dropEntry();
        memory.marketE8 = marketOf(arrived);
        if (parts.tracker().isEntryWorking()) {
            for (var ticket : parts.tracker().workingEntries()) {
                effects.commands.add(new Command.Cancel(ticket.id(), ticket.venueOrderId()));
            }
        }
        if (!memory.isConnected) {
            memory.needsRound = true;
        }
    }

    /** Decides on the pending bar as soon as what is held is certain. */
    void tryDecide(Effects effects, long nowMillis) {
        if (!memory.needsRound
                && pending.isPresent()
                && memory.venueContracts != parts.ledger().contracts()) {
            memory.needsRound = true;
        }
        if (memory.needsRound) {
            startRound(effects);
        }
        if (pending.isEmpty() || !isCertain() || !warmUp.isDone() || memory.isStopping) {
            return;
        }
        Moment moment = momentOf(pending.get());
        decide(moment, wishesOf(moment), effects, nowMillis);
        pending = Optional.empty();
    }

    private Wishes wishesOf(Moment moment) {
        Wishes wishes = strategy.decide(moment);
        if (wishes == null) {
            throw new IllegalStateException("strategy " + strategy.getClass().getName() + " gave null for the bar that"
                    + " ended at " + Instant.ofEpochMilli(moment.bar().closeMillis())
                    + "; for what is to stay as it is give Wish.hold");
        }
        return wishes;
    }

    /** Whether what is held is certain. */
    private boolean isCertain() {
        return !memory.needsRound
                && !parts.reconciler().isRunning()
                && !parts.tracker().hasOpenQuestion()
                && !parts.tracker().hasUnmatchedFills()
                && !parts.tracker().isEntryWorking()
                && !parts.converger().isExitAlive();
    }

    private void decide(Moment moment, Wishes wishes, Effects effects, long nowMillis) {
        long barMillis = moment.bar().closeMillis();
        Decider.Outcome outcome = Decider.decide(
                moment,
                wishes,
                contracts -> gate.refuse(contracts, memory.mode, memory.isStoreAvailable, memory.isConnected));
        effects.keepDecisions(outcome.rows());
        memory.onDecided(barMillis, outcome.rows());
        if (outcome.exit() != Exit.NONE) {
            parts.converger().wantOut(outcome.exit());
        }
        outcome.entry().ifPresent(parts.converger()::wantIn);
        effects.ringAt(new Alarm(Alarm.Kind.POSITION_ROW, barMillis), nowMillis + POSITION_ROW_DELAY_MILLIS);
    }

    /**
     * The venue's position is certain, or was a moment ago while others go on trading: what the bot's own fills do not explain
     * came from outside.
     */
    void onCertain(Position told, Effects effects, long nowMillis) {
        Position venue = priced(told);
        memory.needsRound = false;
        boolean isOver = !parts.reconciler().isRunning();
        memory.venueContracts = isOver ? venue.contracts() : memory.venueContracts;
        if (venue.contracts() == parts.ledger().contracts()) {
            if (isOver) {
                memory.foreignFills.clear();
            }
            return;
        }
        long barMillis = pending.map(p -> p.bar().closeMillis()).orElseGet(() -> memory.currentBar(nowMillis));
        effects.keepDecisions(Synthetic.rows(
                parts.rules().key().symbol(), barMillis, parts.ledger().contracts(), venue, memory));
        effects.problem(
                "position.external",
                parts.rules().key().emi() + ": position moved from outside to " + venue.contracts(),
                "expected " + parts.ledger().contracts() + ", the venue holds " + venue.contracts()
                        + "; taken over at bar " + Instant.ofEpochMilli(barMillis));
        if (Long.signum(venue.contracts()) != Long.signum(parts.ledger().contracts())) {
            parts.converger().dropExit();
        }
        parts.ledger().adopt(venue.contracts(), venue.averageE8());
        memory.onAdopted(venue, barMillis, effects.decisions);
        parts.converger().dropEntry();
        parts.verifier().onChange();
    }

    /** Where a venue tells no entry price the market's counts: behind a price of 0 a stop would be none. */
    private Position priced(Position venue) {
        if (venue.contracts() == 0 || venue.averageE8() > 0) {
            return venue;
        }
        long priceE8 = venue.markE8() > 0 ? venue.markE8() : memory.marketE8;
        return new Position(
                venue.symbol(),
                venue.contracts(),
                priceE8,
                venue.unrealisedPnlMinor(),
                venue.markE8(),
                venue.atMillis());
    }

    private void startRound(Effects effects) {
        if (!parts.reconciler().isRunning() && !parts.verifier().isInFlight() && !memory.fetchPaused) {
            parts.reconciler().start(effects.commands);
        }
    }

    void onHistory(Event.HistoryLoaded loaded, Effects effects, long nowMillis) {
        if (warmUp.isDone()) {
            return;
        }
        effects.history = warmUp.load(loaded);
        if (effects.history.isEmpty()) {
            effects.ringAt(new Alarm(Alarm.Kind.HISTORY, loaded.lastCloseMillis()), nowMillis + AGAIN_MILLIS);
        }
    }

    private Moment momentOf(Event.BarArrived arrived) {
        return new Moment(arrived.bar(), marketOf(arrived), holding(), memory.recentDecisions());
    }

    private Optional<Holding> holding() {
        long contracts = parts.ledger().contracts();
        if (contracts == 0) {
            return Optional.empty();
        }
        long decisionE8 = memory.decisionE8 == 0 ? parts.ledger().averageE8() : memory.decisionE8;
        return Optional.of(new Holding(
                contracts > 0 ? Direction.LONG : Direction.SHORT,
                Math.abs(contracts),
                decisionE8,
                parts.ledger().averageE8(),
                memory.heldSinceMillis));
    }

    private static long marketOf(Event.BarArrived arrived) {
        long mid = arrived.quote().isPresent() ? arrived.quote().get().midE8() : 0;
        return mid > 0 ? mid : arrived.bar().closeE8();
    }

    private static Wishes holdBoth(String reason) {
        return new Wishes(Wish.hold(reason), Wish.hold(reason));
    }
}
