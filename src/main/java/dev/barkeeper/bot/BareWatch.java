package dev.barkeeper.bot;

import java.util.OptionalLong;

/**
 * Says so when a position goes on without a stop that is as it should be: whatever keeps it from being there is gone on with
 * for as long as it takes, which may be for as long as a person does nothing.
 */
final class BareWatch {
    private final Parts parts;
    private final String emi;
    private final long patienceMillis;
    private OptionalLong sinceMillis = OptionalLong.empty();
    private boolean isTold;

    BareWatch(Parts parts) {
        this.parts = parts;
        emi = parts.rules().key().emi();
        patienceMillis = parts.rules().bareMillis();
    }

    /** @param isProtected flat, or behind an exact stop */
    void look(boolean isProtected, Effects effects, long nowMillis) {
        if (isProtected) {
            if (isTold) {
                effects.recovered("stop.missing", emi + ": flat, or behind a stop again");
            }
            sinceMillis = OptionalLong.empty();
            isTold = false;
        } else if (sinceMillis.isEmpty() || nowMillis < sinceMillis.getAsLong()) {
            sinceMillis = OptionalLong.of(nowMillis);
        } else if (!isTold && nowMillis - sinceMillis.getAsLong() >= patienceMillis) {
            isTold = true;
            effects.problem(
                    "stop.missing",
                    emi + ": position of " + parts.ledger().contracts() + " without a stop that is as it should be",
                    "for " + patienceMillis / 1_000 + " s; " + parts.tracker().wordOnStop());
        }
    }
}
