package dev.barkeeper.simulation;

import dev.barkeeper.bot.BotRules;
import dev.barkeeper.execution.StopRule;
import dev.barkeeper.journal.BotStore;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import dev.barkeeper.model.BotKey;
import dev.barkeeper.model.E8;
import dev.barkeeper.model.TriggerPrice;
import dev.barkeeper.paper.ContractSpec;
import dev.barkeeper.paper.ContractSpecs;
import dev.barkeeper.paper.GeneratedPrices;
import dev.barkeeper.paper.Listing;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.VenueSettings;
import dev.barkeeper.paper.VenueTopic;
import dev.barkeeper.risk.RiskLimits;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One run: the real bot, loop and stores on the paper venue, on the caller's thread, in virtual time. The same seed and
 * setup give the same run to the last bit. Not thread-safe; runs are independent of each other.
 */
public final class Simulation {
    static final long DEPOSIT_SATOSHI = 1_000_000_000L;
    static final String SYMBOL = "XBTUSD";

    static final long ACCOUNT = 7;
    /** A funding hour; runs begin a while before it. */
    private static final long FUNDING_MILLIS = 1_583_150_400_000L;

    private static final int LATEST_START_MINUTES = 120;
    private static final int CALM_BARS = 6;
    /** What the last minute's end set off, funding for example, has come in by then. */
    private static final long CALM_MILLIS = 30_000;

    private static final long KILLED_AT_MOST_MILLIS = 150_000;

    private final Setup setup;
    private final BotStore store;
    private final Chance chance;
    private final Agenda agenda = new Agenda();
    private final Findings findings = new Findings();
    private final PaperVenue venue;
    private final BotRules rules;
    private final Protection protection;
    private final Books books;
    private final Feed feed;
    private final BarAudit barAudit;
    private final Outsider outsider;
    private final Process process;

    /**
     * What to run.
     *
     * @param bars minutes with faults; some calm ones follow, after which all must be well
     * @param faults kinds that may strike; each run draws its own selection of them
     * @param changes what a test plants between the bot and its surroundings
     * @param gate told of the phase at each crash point
     */
    public record Setup(long seed, int bars, Set<FaultKind> faults, Changes changes, Trace trace, Gate gate) {
        public Setup(long seed, int bars, Set<FaultKind> faults, Changes changes, Trace trace) {
            this(seed, bars, faults, changes, trace, Gate.OPEN);
        }

        public static Setup of(long seed, int bars) {
            return new Setup(seed, bars, Set.of(FaultKind.values()), Changes.NONE, Trace.NONE);
        }
    }

    /** How it went. */
    public record Result(
            long seed,
            long bars,
            Map<FaultKind, Integer> injected,
            Findings findings,
            long fills,
            long decidedBars,
            long syntheticRows,
            long restarts) {}

    private Simulation(Setup setup, BotStore store, BarStore bars, BotKey key) {
        this.setup = setup;
        this.store = store;
        chance = new Chance(setup.seed(), setup.faults());
        ContractSpec spec = ContractSpecs.xbtusd();
        long start = FUNDING_MILLIS - chance.between(1, LATEST_START_MINUTES) * Bar.MINUTE_MILLIS;
        venue = PaperVenue.open(
                VenueSettings.DEFAULT.withSeed(setup.seed()),
                List.of(new Listing(spec, new GappyPrices(new GeneratedPrices(spec, setup.seed(), start), chance))));
        venue.openAccount(ACCOUNT, Map.of("XBt", DEPOSIT_SATOSHI));
        rules = new BotRules(key, spec.instrument(), stopRule(), new RiskLimits(10_000, 10_000), 5_000);
        if (chance.allowed().contains(FaultKind.LIQUIDATION)) {
            venue.setLeverage(ACCOUNT, SYMBOL, 100 * E8.ONE);
        }
        protection = new Protection(chance, findings, setup.trace());
        books = new Books(venue, ACCOUNT, rules, chance, findings, protection);
        feed = new Feed(venue, SYMBOL, bars, agenda, chance);
        barAudit = new BarAudit(venue, SYMBOL, bars, findings);
        Wire wire = new Wire(venue, ACCOUNT, agenda, chance, setup.trace(), findings);
        setup.gate().watch(this::phase);
        process = new Process(
                new Process.Around(
                        venue, store, bars, agenda, chance, setup.trace(), setup.changes(), setup.gate(), findings),
                rules,
                wire,
                feed,
                books,
                protection);
        outsider =
                new Outsider(venue, ACCOUNT, SYMBOL, agenda, chance, setup.trace(), process::tell, wire::forgetStops);
    }

    /** Runs on memory stores. */
    public static Result run(Setup setup) {
        try (RunStores memory = RunStores.memory()) {
            return memory.run(setup);
        }
    }

    /** Runs on stores that are empty for that key. */
    public static Result run(Setup setup, BotStore store, BarStore bars, BotKey key) {
        return new Simulation(setup, store, bars, key).run();
    }

    private Result run() {
        venue.addListener(books, Set.of(VenueTopic.PRIVATE, VenueTopic.FIGURES));
        venue.addListener(feed, Set.of(VenueTopic.BAR));
        try {
            process.boot();
            for (int bar = 0; bar < setup.bars() + CALM_BARS; bar++) {
                if (bar == setup.bars()) {
                    chance.quieten();
                }
                minute();
            }
            process.runTo(venue.nowMillis() + CALM_MILLIS);
            process.checkEnd();
            books.checkStored(store.load());
            barAudit.check(chance, process.restarts() > 0);
        } catch (RuntimeException broken) {
            setup.trace().say(venue.nowMillis(), "broken", broken::toString);
            findings.violate("loop", broken + " at " + broken.getStackTrace()[0]);
        }
        venue.close();
        Map<FaultKind, Integer> injected = new EnumMap<>(FaultKind.class);
        for (FaultKind kind : FaultKind.values()) {
            if (chance.injected(kind) > 0) {
                injected.put(kind, chance.injected(kind));
            }
        }
        return new Result(
                setup.seed(),
                setup.bars(),
                injected,
                findings,
                books.fills(),
                books.decidedBars(),
                books.syntheticRows(),
                process.restarts());
    }

    private BotPhase phase() {
        return process.phase();
    }

    private void minute() {
        long now = venue.nowMillis();
        long end = now - Math.floorMod(now, Bar.MINUTE_MILLIS) + Bar.MINUTE_MILLIS;
        feed.breakNext(now);
        outsider.planMinute(now);
        if (chance.strikes(FaultKind.KILLED, 0.5, now)) {
            long at = chance.between(now, end - 1);
            chance.extend(FaultKind.KILLED, at);
            agenda.at(at, () -> process.kill(chance.between(0, KILLED_AT_MOST_MILLIS)));
        }
        if (chance.strikes(FaultKind.CLOCK_STEP, now)) {
            process.stepClock(chance.between(-1_500, 1_500));
        }
        agenda.at(end + Feed.OVERDUE_MILLIS, () -> feed.checkOverdue(end));
        process.runTo(end);
    }

    private StopRule stopRule() {
        boolean wide = chance.allowed().contains(FaultKind.LIQUIDATION);
        String delta = wide ? "400" : Integer.toString(4 + chance.below(8));
        boolean plain = chance.below(4) == 0;
        return new StopRule(
                E8.parse(delta),
                true,
                E8.parse(delta),
                true,
                E8.parse("2"),
                E8.parse("10"),
                chance.below(2) * E8.parse("5"),
                !plain,
                TriggerPrice.LAST);
    }
}
