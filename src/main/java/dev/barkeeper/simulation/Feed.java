package dev.barkeeper.simulation;

import dev.barkeeper.bot.Event;
import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import dev.barkeeper.paper.BinSize;
import dev.barkeeper.paper.Faults;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.VenueListener;
import dev.barkeeper.paper.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stands for the scraper: bars come through the network, each minute becomes one event in order, missed ones are
 * fetched and stored, corrected ones only stored; a bar that is overdue is fetched.
 */
final class Feed implements VenueListener {
    static final long OVERDUE_MILLIS = 20_000;

    private static final long FASTEST_MILLIS = 5;
    private static final long SLOWEST_MILLIS = 120;
    private static final long LONGEST_LATE_MILLIS = 90_000;
    private static final int LONGEST_GAP = 4;

    private final PaperVenue venue;
    private final String symbol;
    private final BarStore bars;
    private final Agenda agenda;
    private final Chance chance;
    private Consumer<Event> sink = event -> {};
    private boolean isUp;
    private long process;
    private long givenMillis;
    private long arrivesMillis;

    Feed(PaperVenue venue, String symbol, BarStore bars, Agenda agenda, Chance chance) {
        this.venue = venue;
        this.symbol = symbol;
        this.bars = bars;
        this.agenda = agenda;
        this.chance = chance;
    }

    /** A process came up: history is filled, then events go there. */
    void start(Consumer<Event> newSink) {
        process++;
        isUp = true;
        sink = newSink;
        long newest = bars.newestClose(symbol);
        if (newest > 0) {
            bars.store(fetch(newest + Bar.MINUTE_MILLIS, venue.nowMillis()));
        }
        givenMillis = bars.newestClose(symbol);
        sink.accept(new Event.HistoryLoaded(0, givenMillis, 0));
    }

    void stop() {
        process++;
        isUp = false;
        sink = event -> {};
    }

    /** Before each minute: what shall go wrong with its bar. */
    void breakNext(long now) {
        Faults faults = venue.faults();
        if (chance.strikes(FaultKind.BAR_LATE, now)) {
            faults.delayBars(1, chance.between(1, LONGEST_LATE_MILLIS));
        }
        if (chance.strikes(FaultKind.BAR_MISSING, now)) {
            faults.loseBars(1);
        }
        if (chance.strikes(FaultKind.BAR_GAP, 0.3, now)) {
            faults.loseBars(1 + chance.below(LONGEST_GAP));
        }
        if (chance.strikes(FaultKind.BAR_DOUBLED, now)) {
            faults.doubleBars(1);
        }
        if (chance.strikes(FaultKind.BAR_CORRECTED, now)) {
            faults.correctBars(1);
        }
    }

    @Override
    public void onBar(BinSize size, Bar bar) {
        if (size != BinSize.MINUTE || !isUp) {
            return;
        }
        long mine = process;
        // one connection keeps its order: a correction does not overtake what it corrects
        arrivesMillis = Math.max(arrivesMillis, venue.nowMillis() + chance.between(FASTEST_MILLIS, SLOWEST_MILLIS));
        agenda.at(arrivesMillis, () -> {
            if (mine == process) {
                take(bar);
            }
        });
    }

    /** Fetches a bar that should have come by now. */
    void checkOverdue(long barMillis) {
        if (!isUp || givenMillis >= barMillis) {
            return;
        }
        List<Bar> fetched = fetch(Math.max(givenMillis + Bar.MINUTE_MILLIS, barMillis), barMillis);
        fetched.forEach(this::take);
    }

    private void take(Bar bar) {
        if (bar.closeMillis() <= givenMillis) {
            bars.store(List.of(bar));
            return;
        }
        List<Bar> all = new ArrayList<>();
        if (givenMillis > 0 && givenMillis + Bar.MINUTE_MILLIS < bar.closeMillis()) {
            all.addAll(fetch(givenMillis + Bar.MINUTE_MILLIS, bar.closeMillis() - Bar.MINUTE_MILLIS));
        }
        if (!all.isEmpty()) {
            bars.store(all);
        }
        all.add(bar); // which the bot stores, together with its decision
        givenMillis = bar.closeMillis();
        for (Bar each : all) {
            sink.accept(new Event.BarArrived(each, Optional.empty(), each == bar));
        }
    }

    private List<Bar> fetch(long fromClose, long toClose) {
        return fromClose > toClose
                ? List.of()
                : venue.bars(symbol, BinSize.MINUTE, Window.between(fromClose, toClose, Integer.MAX_VALUE), false);
    }
}
