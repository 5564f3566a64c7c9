package dev.barkeeper.bot;

import java.util.OptionalLong;

/**
 * Says so when a position goes on without a stop that is as it should be: whatever keeps it from being there is gone on with
 * for as long as it takes, which may be for as long as a person does nothing.
 */
final class BareWatch {
    /** At least so many go by before it is told. */
    private static final int LOOKS = 3;

    private final Parts parts;
    private final String emi;
    private final long patienceMillis;
    private OptionalLong lastMillis = OptionalLong.empty();
    private long bareMillis;
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
            lastMillis = OptionalLong.empty();
            bareMillis = 0;
            isTold = false;
            return;
        }
        // a clock that is set right leaps, as at a start; while a stop is asked for, looks come soon after each other
        long step = nowMillis - lastMillis.orElse(nowMillis);
        bareMillis += Math.max(0, Math.min(step, patienceMillis / LOOKS));
        lastMillis = OptionalLong.of(nowMillis);
        if (!isTold && bareMillis >= patienceMillis) {
            isTold = true;
            effects.problem(
                    "stop.missing",
                    emi + ": position of " + parts.ledger().contracts() + " without a stop that is as it should be",
                    "for " + patienceMillis / 1_000 + " s; " + parts.tracker().wordOnStop());
        }
    }
}
