package dev.barkeeper.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.barkeeper.bot.BotLoop;
import dev.barkeeper.bot.BotRules;
import dev.barkeeper.bot.Event;
import dev.barkeeper.bot.Inbox;
import dev.barkeeper.bot.LoopWatcher;
import dev.barkeeper.bot.SteppedTimers;
import dev.barkeeper.bot.TradingBot;
import dev.barkeeper.execution.StopRule;
import dev.barkeeper.journal.SavedState;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.TriggerPrice;
import dev.barkeeper.paper.BinSize;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperExecution;
import dev.barkeeper.paper.PaperOrder;
import dev.barkeeper.paper.PaperPosition;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.VenueListener;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.paper.VenueTopic;
import dev.barkeeper.risk.OrderGuard;
import dev.barkeeper.risk.RiskLimits;
import dev.barkeeper.storage.MemoryBarStore;
import dev.barkeeper.storage.MemoryBotStore;
import dev.barkeeper.strategy.Strategies;
import dev.barkeeper.strategy.StrategySettings;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Two processes that both believe in their lease, as on two databases, run one bot on one account: what they do to each
 * other's orders must neither double the position nor leave it bare.
 */
class TwoBelieversTest {
    private static final long START = 1_583_150_400_000L;
    private static final int MINUTES = 120;
    private static final long LONGEST_BARE_MILLIS = 5_000;
    /** Theirs come to some fifty to a hundred; in a fight, thousands. */
    private static final int MOST_ORDER_ROWS = 200;

    private static final StrategySettings MOMENTUM =
            new StrategySettings(100, 100, 4, 1.5, 3, 6, true, 6, true, 2, 3, 5, 20, false, 100, 5, 2, Map.of());

    private final Agenda agenda = new Agenda();
    private final Map<String, PaperOrder> open = new HashMap<>();
    private long contracts;
    private long largest;
    private long bareSince;
    private long longestBare;
    private long orderRows;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void neitherDoublesThePositionNorLeavesItBare(long seed) {
        ContractSpec spec = ContractSpecs.xbtusd();
        PaperVenue venue = PaperVenue.open(
                VenueSettings.DEFAULT.withSeed(seed),
                List.of(new Listing(spec, new GeneratedPrices(spec, seed, START))));
        venue.openAccount(Simulation.ACCOUNT, Map.of("XBt", Simulation.DEPOSIT_SATOSHI));
        venue.addListener(new Watch(venue), Set.of(VenueTopic.PRIVATE, VenueTopic.FIGURES));
        Chance chance = new Chance(
                seed,
                EnumSet.of(
                        FaultKind.REQUEST_LOST,
                        FaultKind.ANSWER_LOST,
                        FaultKind.REQUEST_LATE,
                        FaultKind.CANCEL_LOST,
                        FaultKind.READ_FAILED,
                        FaultKind.BAD_GATEWAY));
        List<Believer> both = List.of(new Believer(venue, spec, chance), new Believer(venue, spec, chance));
        long end = START + MINUTES * Bar.MINUTE_MILLIS;
        while (venue.nowMillis() < end) {
            long next = Math.min(agenda.nextMillis(), venue.nextEventMillis());
            for (Believer one : both) {
                next = Math.min(next, one.timers.nextDue().orElse(Long.MAX_VALUE));
            }
            venue.advanceTo(Math.min(end, Math.max(next, venue.nowMillis())));
            agenda.runDue(venue.nowMillis());
            both.forEach(Believer::live);
        }
        assertThat(largest).isEqualTo(100);
        assertThat(longestBare).isLessThan(LONGEST_BARE_MILLIS);
        assertThat(orderRows).as("no fight over the stop").isLessThan(MOST_ORDER_ROWS);
    }

    /** One of the two. */
    private final class Believer implements VenueListener {
        private final PaperVenue venue;
        private final Inbox inbox = Inbox.ofOneThread();
        private final SteppedTimers timers = new SteppedTimers(alarm -> inbox.put(new Event.AlarmRang(alarm)));
        private final BotLoop loop;
        private final Chance chance;

        Believer(PaperVenue venue, ContractSpec spec, Chance chance) {
            this.venue = venue;
            this.chance = chance;
            BotKey key = new BotKey(Simulation.ACCOUNT, Simulation.SYMBOL, "sim");
            StopRule rule = new StopRule(
                    E8.ofWhole(6),
                    true,
                    E8.ofWhole(6),
                    true,
                    E8.ofWhole(2),
                    E8.ofWhole(10),
                    0,
                    true,
                    TriggerPrice.LAST);
            BotRules rules = new BotRules(key, spec.instrument(), rule, new RiskLimits(10_000, 10_000), 5_000);
            MemoryBarStore bars = new MemoryBarStore();
            MemoryBotStore store = new MemoryBotStore(key, bars);
            Wire wire = new Wire(venue, Simulation.ACCOUNT, agenda, chance, Trace.NONE, new Findings());
            SavedState saved = store.load();
            loop = new BotLoop(
                    new TradingBot(rules, Strategies.create("momentum", MOMENTUM), bars, saved, venue.nowMillis()),
                    inbox,
                    new BotLoop.Outside(store, wire, timers, alert -> {}, Simulation.SYMBOL),
                    new OrderGuard(rules.limits()),
                    venue::nowMillis,
                    saved.nextSequence(),
                    new LoopWatcher() {});
            wire.open(report -> inbox.put(new Event.Reported(report)));
            inbox.put(new Event.HistoryLoaded(0, 0, 0));
            venue.addListener(this, Set.of(VenueTopic.BAR));
        }

        @Override
        public void onBar(BinSize size, Bar bar) {
            if (size == BinSize.MINUTE) {
                agenda.at(
                        venue.nowMillis() + chance.between(5, 120),
                        () -> inbox.put(new Event.BarArrived(bar, Optional.empty(), true)));
            }
        }

        void live() {
            try {
                timers.ringDue(venue.nowMillis());
                loop.drain();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private final class Watch implements VenueListener {
        private final PaperVenue venue;

        Watch(PaperVenue venue) {
            this.venue = venue;
        }

        @Override
        public void onOrder(PaperOrder order, List<PaperExecution> executions) {
            orderRows++;
            executions.stream()
                    .filter(row -> row.type().isFill())
                    .forEach(row -> contracts += order.side().sign() * row.lastContracts());
            largest = Math.max(largest, Math.abs(contracts));
            open.remove(order.orderId());
            if (order.isOpen()) {
                open.put(order.orderId(), order);
            }
            boolean bare = contracts != 0
                    && open.values().stream()
                            .noneMatch(stop -> stop.type().isTriggered()
                                    && !stop.triggered()
                                    && stop.leavesContracts() == Math.abs(contracts)
                                    && stop.side().sign() == -Long.signum(contracts));
            long now = venue.nowMillis();
            if (bare && bareSince == 0) {
                bareSince = now;
            } else if (!bare && bareSince > 0) {
                longestBare = Math.max(longestBare, now - bareSince);
                bareSince = 0;
            }
        }

        @Override
        public void onPosition(PaperPosition position) {
            // the executions tell the same
        }
    }
}
