package dev.barkeeper.watchdog;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether bars are decided while the venue has bars. One thread at a time. */
final class Progress {
    private static final long ASK_EVERY_MILLIS = 10_000;
    private static final long MINUTE_MILLIS = 60_000;

    private final long stalledAfterMillis;
    private final VenueProbe venue;
    private long readySinceVenueMillis;
    private long nextAskAt;
    private long sinceMillis;
    private long sinceAwake;
    private String finding = "";
    private Optional<String> doubt = Optional.empty();

    Progress(Duration stalledAfter, VenueProbe venue) {
        stalledAfterMillis = stalledAfter.toMillis();
        this.venue = venue;
    }

    /** Another process: its time begins when it is ready. */
    void restart() {
        readySinceVenueMillis = 0;
        nextAskAt = 0;
        sinceMillis = 0;
        doubt = Optional.empty();
    }

    /** Ready, no bar decided for long, no trouble known to it, and the venue has newer ones. Asks the venue when in doubt. */
    boolean isStalled(Beat beat, long awake) {
        if (!beat.state().isReady() || beat.venueMillis() == 0) {
            return false;
        }
        if (readySinceVenueMillis == 0) {
            readySinceVenueMillis = beat.venueMillis();
        }
        long since = Math.max(beat.lastBarMillis(), readySinceVenueMillis);
        if (since != sinceMillis) {
            sinceMillis = since;
            sinceAwake = awake;
        }
        if (beat.venueMillis() - since <= stalledAfterMillis || awake - sinceAwake < Limits.LEAST_STALL.toMillis()) {
            doubt = Optional.empty();
            return false;
        }
        if (awake < nextAskAt) {
            return false;
        }
        nextAskAt = awake + ASK_EVERY_MILLIS;
        return askVenue(beat, since);
    }

    private boolean askVenue(Beat beat, long since) {
        String last = beat.lastBarMillis() == 0
                ? "none"
                : Instant.ofEpochMilli(beat.lastBarMillis()).toString();
        try {
            Optional<Long> newest = venue.newestBarMillis();
            // its picture of the venue's clock may run ahead, after the venue stood: bars alone tell that one is behind
            boolean hasBars =
                    newest.isPresent() && newest.get() - since > Math.max(0, stalledAfterMillis - MINUTE_MILLIS);
            if (!hasBars && newest.isPresent() && newest.get() > since) {
                doubt = Optional.empty();
                return false;
            }
            if (hasBars && !beat.troubles().isEmpty()) {
                // what it knows of it mends itself; a start could fail on the same and leave nobody at the wheel
                doubt = Optional.of("no bar decided since " + last + " although the venue has bars");
                return false;
            }
            if (hasBars) {
                finding = "the last bar it decided is " + last + ", the venue has bars up to "
                        + Instant.ofEpochMilli(newest.get());
                return true;
            }
            doubt = Optional.of("the venue has no new bars; the last decided is " + last);
        } catch (IOException e) {
            doubt = Optional.of("no bar decided since " + last + ", and the venue does not answer: " + e.getMessage());
        }
        return false;
    }

    /** What {@link #isStalled} found. */
    String finding() {
        return finding;
    }

    /** Why there is no progress although the bot may be well; a start would not mend it. */
    Optional<String> doubt() {
        return doubt;
    }
}
