package dev.barkeeper.watchdog;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import dev.barkeeper.machine.ProcessId;
import java.util.List;
import java.util.Locale;

/**
 * What a running bot tells about itself, once a second from its loop. Times are epoch milliseconds UTC.
 *
 * @param number grows with every beat of a process
 * @param pid the process
 * @param processMark tells it from a later one of the same number, see {@link ProcessId}
 * @param writtenMillis wall clock of this writing
 * @param detail one line for people: what it waits for, or why it failed
 * @param lastBarMillis end of the last bar decided on, venue time; 0 before the first
 * @param venueMillis the venue's clock as the bot knows it; 0 when it does not yet
 * @param position signed contracts
 * @param averagePrice average entry, plain decimal, empty when flat
 * @param stop the live stop in words, e.g. {@code Sell 100 StopLimit at 9211}; empty when there is none
 * @param isProtected flat, or behind an exact stop that was read back from the venue
 * @param profitToday realised profit less fees since the day began in UTC by the venue's clock, minor units
 * @param dayMillis that day's beginning; 0 when not known yet
 * @param troubles what is wrong now, empty when all is well
 * @param end the number again: differs in half a writing
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Beat(
        long number,
        int instance,
        String emi,
        String symbol,
        long pid,
        long processMark,
        long writtenMillis,
        State state,
        String detail,
        long lastBarMillis,
        long venueMillis,
        long position,
        String averagePrice,
        String stop,
        boolean isProtected,
        int openOrders,
        long profitToday,
        long dayMillis,
        List<String> troubles,
        long end) {

    public Beat {
        troubles = troubles == null ? List.of() : List.copyOf(troubles);
    }

    /** How far a bot has come. */
    public enum State {
        /** Opens database and venue, reconciles, fills gaps. */
        STARTING(false),
        TRADING(true),
        PAUSED(true),
        FLATTENED(true),
        STOPPING(false),
        STOPPED(false),
        /** Ended by itself; the detail says why. */
        FAILED(false);

        private final boolean ready;

        State(boolean ready) {
            this.ready = ready;
        }

        /** Decides on bars. */
        public boolean isReady() {
            return ready;
        }

        /** Was asked to end, by a person or the system. */
        public boolean isAskedToEnd() {
            return this == STOPPING || this == STOPPED;
        }

        /** As people read it: {@code trading}. */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** The process that wrote it. */
    public ProcessId process() {
        return new ProcessId(pid, processMark);
    }
}
