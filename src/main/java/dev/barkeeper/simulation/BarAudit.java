package dev.barkeeper.simulation;

import dev.barkeeper.market.BarStore;
import dev.barkeeper.model.Bar;
import dev.barkeeper.paper.BinSize;
import dev.barkeeper.paper.PaperVenue;
import dev.barkeeper.paper.Window;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;

/**
 * The table of bars against the venue's own, at the end of a run: no minute is missing, none tells something else. What
 * nobody could have known of is left to the audit of gaps, which a simulated process does not have.
 */
final class BarAudit {
    private final PaperVenue venue;
    private final String symbol;
    private final BarStore bars;
    private final Findings findings;

    BarAudit(PaperVenue venue, String symbol, BarStore bars, Findings findings) {
        this.venue = venue;
        this.symbol = symbol;
        this.bars = bars;
        this.findings = findings;
    }

    /** @param restarted whether a correction may have come while nobody listened */
    void check(Chance chance, boolean restarted) {
        TreeMap<Long, Bar> stored = new TreeMap<>();
        bars.read(symbol, 0, venue.nowMillis(), bar -> stored.put(bar.closeMillis(), bar));
        if (stored.isEmpty()) {
            findings.violate("bar", "none is stored");
            return;
        }
        boolean isCorrected = restarted && chance.injected(FaultKind.BAR_CORRECTED) > 0;
        for (Bar truth : made(stored.firstKey(), stored.lastKey())) {
            Bar found = stored.remove(truth.closeMillis());
            if (found == null && !isNeverTold(chance, restarted)) {
                findings.violate("bar", Instant.ofEpochMilli(truth.closeMillis()) + " is not stored");
            } else if (found != null && !found.equals(truth) && !isCorrected) {
                findings.violate("bar", "stored " + found + ", the venue has " + truth);
            }
        }
        if (!stored.isEmpty()) {
            findings.violate("bar", "the venue knows nothing of " + stored.firstEntry());
        }
    }

    /** One that is late is in no answer yet when it is asked for, and may be lost or unheard when it comes. */
    private static boolean isNeverTold(Chance chance, boolean restarted) {
        return chance.injected(FaultKind.BAR_LATE) > 0
                && (restarted || chance.injected(FaultKind.BAR_MISSING) + chance.injected(FaultKind.BAR_GAP) > 0);
    }

    private List<Bar> made(long fromClose, long toClose) {
        return venue.bars(symbol, BinSize.MINUTE, Window.between(fromClose, toClose, Integer.MAX_VALUE), false);
    }
}
